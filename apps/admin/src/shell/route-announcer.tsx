import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'

/** Tells screen readers that another page is open, and moves the keyboard's place to its start. */
export function RouteAnnouncer() {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const first = useRef(true)
  const [title, setTitle] = useState('')
  useEffect(() => {
    if (path === undefined) return undefined
    if (first.current) {
      first.current = false
      return undefined
    }
    if (!document.activeElement || document.activeElement === document.body) focusMain()
    const timer = setTimeout(() => setTitle(document.title), 100)
    return () => clearTimeout(timer)
  }, [path])
  return <output className="ui-hidden">{title}</output>
}

function focusMain() {
  document.getElementById('main')?.focus({ preventScroll: true })
}
