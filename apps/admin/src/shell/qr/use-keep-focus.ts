import { useEffect, useRef, type RefObject } from 'react'

/**
 * Keeps the keyboard where it was: when what had the focus inside the container is gone, the container gets it. Give
 * the container `tabIndex={-1}`.
 */
export function useKeepFocus<T extends HTMLElement>(): RefObject<T | null> {
  const container = useRef<T>(null)
  const last = useRef<EventTarget>(null)
  useEffect(() => {
    const element = container.current
    const remember = (event: FocusEvent) => {
      last.current = event.target
    }
    element?.addEventListener('focusin', remember)
    return () => element?.removeEventListener('focusin', remember)
  }, [])
  useEffect(() => {
    const gone = last.current instanceof Node && !last.current.isConnected
    if (gone && document.activeElement === document.body) container.current?.focus({ preventScroll: true })
  })
  return container
}
