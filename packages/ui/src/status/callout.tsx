import type { LucideIcon } from 'lucide-react'
import { CloseButton } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Tone } from '../theme/palette.ts'
import classes from './callout.module.css'
import { toneIcons } from './tone-icon.tsx'

export interface CalloutProps {
  tone?: Tone
  title?: ReactNode
  children?: ReactNode
  /** Buttons or links under the text. */
  action?: ReactNode
  icon?: LucideIcon
  /** Shows a close button. */
  onClose?: () => void
  /** Reads the text out when it appears: `polite` waits for a pause, `assertive` interrupts. */
  announce?: 'polite' | 'assertive'
}

/** A short notice inside the page, for something the reader should know before going on. */
export function Callout({ tone = 'info', title, children, action, icon, onClose, announce }: CalloutProps) {
  const Icon = icon ?? toneIcons[tone]
  return (
    <div className={classes.root} data-tone={tone} role={toRole(announce)}>
      <Icon size={18} aria-hidden className={classes.icon} />
      <div className={classes.body}>
        {title ? <div className={classes.title}>{title}</div> : null}
        {children ? <div className={classes.text}>{children}</div> : null}
        {action ? <div className={classes.action}>{action}</div> : null}
      </div>
      {onClose ? (
        <CloseButton size="sm" aria-label="Dismiss" onClick={onClose} className={classes.close} />
      ) : null}
    </div>
  )
}

function toRole(announce: CalloutProps['announce']) {
  if (announce === 'assertive') return 'alert'
  return announce === 'polite' ? 'status' : undefined
}
