import { LinkButton, NotFoundState } from '@rollcall/ui'
import { usePageTitle } from '../lib/page-title.ts'

export function PageNotFound() {
  usePageTitle('Page not found')
  return (
    <NotFoundState
      title="There is no page at this address"
      text="The link may be incomplete, or what it led to was deleted. Use the navigation or the search to go on."
      action={
        <LinkButton variant="default" href="/">
          Go to the start page
        </LinkButton>
      }
    />
  )
}
