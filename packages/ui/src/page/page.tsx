import type { ReactNode } from 'react'
import classes from './page.module.css'

export interface PageProps {
  children: ReactNode
  /** `default` stops at 1,280 px, `form` at 640 px, `wide` takes everything, for tables. */
  width?: 'default' | 'form' | 'wide'
}

/** The width and vertical rhythm of a page's content. */
export function Page({ children, width = 'default' }: PageProps) {
  return (
    <div className={classes.page} data-width={width}>
      {children}
    </div>
  )
}

/** Equal columns of cards that wrap when they would get narrower than `minWidth` pixels. */
export function CardGrid({ children, minWidth = 160 }: { children: ReactNode; minWidth?: number }) {
  const gridTemplateColumns = `repeat(auto-fit, minmax(min(100%, ${minWidth}px), 1fr))`
  return (
    <div className={classes.grid} style={{ gridTemplateColumns }}>
      {children}
    </div>
  )
}
