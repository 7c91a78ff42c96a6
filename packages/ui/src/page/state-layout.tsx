import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Tone } from '../theme/palette.ts'
import classes from './state-layout.module.css'

export interface StateLayoutProps {
  icon: LucideIcon
  tone: Tone
  title: ReactNode
  text?: ReactNode
  action?: ReactNode
  children?: ReactNode
  /** `page` gives the title the page's `h1`; `part` stands inside a page. */
  scope?: 'page' | 'part'
  announce?: boolean
}

/** The shape all empty and failed states have in common. */
export function StateLayout(props: StateLayoutProps) {
  const { icon: Icon, tone, title, text, action, children, scope = 'part', announce = false } = props
  const Title = scope === 'page' ? 'h1' : 'p'
  return (
    <div className={classes.root} data-tone={tone} role={announce ? 'alert' : undefined}>
      <span className={classes.plate}>
        <Icon size={22} aria-hidden />
      </span>
      <Title className={classes.title}>{title}</Title>
      {text ? <div className={classes.text}>{text}</div> : null}
      {action ? <div className={classes.action}>{action}</div> : null}
      {children ? <div className={classes.extra}>{children}</div> : null}
    </div>
  )
}
