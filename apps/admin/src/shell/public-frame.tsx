import { ThemeSwitch } from '@rollcall/ui'
import type { ReactNode } from 'react'
import { BrandMark } from './brand-mark.tsx'
import classes from './public-frame.module.css'

export interface PublicFrameProps {
  title: string
  description?: ReactNode
  /** For what is read side by side; otherwise as wide as a form. */
  wide?: boolean
  children: ReactNode
}

/** One card in the middle, for pages that are open to people who have not signed in. */
export function PublicFrame({ title, description, wide = false, children }: PublicFrameProps) {
  return (
    <div className={classes.frame}>
      <header className={classes.header}>
        <span className={classes.brand}>
          <BrandMark />
          <span>Rollcall</span>
        </span>
        <ThemeSwitch />
      </header>
      <main className={classes.main} data-wide={wide || undefined}>
        <div className={classes.card}>
          <h1 className={classes.title}>{title}</h1>
          {description ? <p className={classes.description}>{description}</p> : null}
          <div className={classes.body}>{children}</div>
        </div>
      </main>
    </div>
  )
}
