import type { ReactNode } from 'react'
import classes from './kbd.module.css'

/** One key or key combination, as on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className={classes.key}>{children}</kbd>
}

/** `⌘` on Apple keyboards, `Ctrl` elsewhere. */
export function modifierKey(): string {
  return /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl '
}
