import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Tone } from '../theme/palette.ts'
import classes from './status-badge.module.css'
import { toneIcons } from './tone-icon.tsx'

export interface StatusBadgeProps {
  tone: Tone
  /** The word for the state. */
  children: ReactNode
  /** Replaces the tone's standing icon. */
  icon?: LucideIcon
  /** Turns the icon, for work that is going on. */
  busy?: boolean
}

/** A state as icon, word and colour together. */
export function StatusBadge({ tone, children, icon, busy = false }: StatusBadgeProps) {
  const Icon = icon ?? toneIcons[tone]
  return (
    <span className={classes.badge} data-tone={tone}>
      <Icon size={13} strokeWidth={2.25} aria-hidden className={busy ? classes.busy : undefined} />
      <span className={classes.word}>{children}</span>
    </span>
  )
}
