import { createContext, useContext, type ComponentProps, type MouseEvent } from 'react'

/** Opens an address inside the application without loading the page again. */
export type Navigate = (href: string) => void

export const NavigateContext = createContext<Navigate | undefined>(undefined)

/** The application's way to open an address; falls back to a full page load. */
export function useNavigate(): Navigate {
  return useContext(NavigateContext) ?? loadPage
}

function loadPage(href: string) {
  window.location.assign(href)
}

/** Whether the browser, and not the application, should handle this click (new tab, download, other button). */
export function isBrowserClick(event: MouseEvent): boolean {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
}

export interface UiLinkProps extends ComponentProps<'a'> {
  href: string
}

/** A real anchor. Addresses that start with `/` open inside the application, all others load normally. */
export function UiLink({ href, onClick, children, ...rest }: UiLinkProps) {
  const navigate = useContext(NavigateContext)
  function handleClick(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event)
    const internal = href.startsWith('/') && !rest.target && rest.download === undefined
    if (!navigate || !internal || event.defaultPrevented || isBrowserClick(event)) return
    event.preventDefault()
    navigate(href)
  }
  return (
    <a href={href} onClick={handleClick} {...rest}>
      {children}
    </a>
  )
}
