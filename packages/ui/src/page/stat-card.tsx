import type { ReactNode } from 'react'
import { formatCount } from '../text/format.ts'
import type { Tone } from '../theme/palette.ts'
import { UiLink } from '../theme/ui-link.tsx'
import classes from './stat-card.module.css'

export interface StatCardProps {
  label: string
  /** Numbers are grouped by thousands; text is shown as it is. */
  value: number | string
  /** A short remark beside the number, for example `+84 this week`. */
  hint?: ReactNode
  hintTone?: Tone
  /** Where the counted rows are listed; makes the whole card a link. */
  href?: string
  /** A chart or a line of text under the number. */
  children?: ReactNode
}

/** One number with its name, and the way to the rows it counts. */
export function StatCard({ label, value, hint, hintTone = 'neutral', href, children }: StatCardProps) {
  const body = (
    <>
      <span className={classes.label}>{label}</span>
      <span className={classes.row}>
        <span className={classes.value}>{typeof value === 'number' ? formatCount(value) : value}</span>
        {hint ? (
          <span className={classes.hint} data-tone={hintTone}>
            {hint}
          </span>
        ) : null}
      </span>
      {children ? <span className={classes.extra}>{children}</span> : null}
    </>
  )
  if (!href) return <div className={classes.card}>{body}</div>
  return (
    <UiLink href={href} className={`${classes.card} ${classes.link}`}>
      {body}
    </UiLink>
  )
}
