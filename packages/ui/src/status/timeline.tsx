import { CircleDot, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { RelativeTime } from '../text/relative-time.tsx'
import type { Tone } from '../theme/palette.ts'
import classes from './timeline.module.css'

export interface TimelineItem {
  id: string
  icon?: LucideIcon
  tone?: Tone
  /** What happened, as a sentence. */
  text: ReactNode
  /** ISO 8601. */
  at: string
  /** Who or what caused it. */
  actor?: ReactNode
  detail?: ReactNode
}

export interface TimelineProps {
  items: readonly TimelineItem[]
  /** Names the list for screen readers. */
  label: string
}

/** What happened, newest or oldest first as given, each entry with its time and who caused it. */
export function Timeline({ items, label }: TimelineProps) {
  return (
    <ol className={classes.list} aria-label={label}>
      {items.map((item) => (
        <Entry key={item.id} item={item} />
      ))}
    </ol>
  )
}

function Entry({ item }: { item: TimelineItem }) {
  const Icon = item.icon ?? CircleDot
  return (
    <li className={classes.item} data-tone={item.tone ?? 'neutral'}>
      <span className={classes.icon}>
        <Icon size={14} aria-hidden />
      </span>
      <div className={classes.body}>
        <div className={classes.text}>{item.text}</div>
        <div className={classes.meta}>
          <RelativeTime value={item.at} />
          {item.actor ? <span> · {item.actor}</span> : null}
        </div>
        {item.detail ? <div className={classes.detail}>{item.detail}</div> : null}
      </div>
    </li>
  )
}
