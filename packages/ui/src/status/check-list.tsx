import {
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CircleX,
  LoaderCircle,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { formatDuration } from '../text/format.ts'
import type { Tone } from '../theme/palette.ts'
import classes from './check-list.module.css'
import { Details } from './details.tsx'

export type CheckStatus = 'pass' | 'warn' | 'fail' | 'skipped' | 'running' | 'waiting'

const looks: Record<CheckStatus, { word: string; tone: Tone; Icon: LucideIcon }> = {
  pass: { word: 'Passed', tone: 'success', Icon: CircleCheck },
  warn: { word: 'Warning', tone: 'warning', Icon: TriangleAlert },
  fail: { word: 'Failed', tone: 'danger', Icon: CircleX },
  skipped: { word: 'Skipped', tone: 'neutral', Icon: CircleMinus },
  running: { word: 'Checking', tone: 'info', Icon: LoaderCircle },
  waiting: { word: 'Waiting', tone: 'neutral', Icon: CircleDashed },
}

export interface CheckRowProps {
  status: CheckStatus
  /** What is checked, for example `Read people`. */
  label: ReactNode
  durationMs?: number
  /** What was found, as a sentence. */
  detail?: ReactNode
  /** What to do about it. */
  hint?: ReactNode
  /** A button or link that leads to the fix. */
  action?: ReactNode
  /** Raw answer, codes and request ids; folded behind Details. */
  details?: ReactNode
}

/** The list around `CheckRow`s. Results are read out as they arrive. */
export function CheckList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={classes.list} aria-label={label} aria-live="polite">
      {children}
    </ul>
  )
}

/** One probe with its result; a failure shows what to do without a click. */
export function CheckRow({ status, label, durationMs, detail, hint, action, details }: CheckRowProps) {
  const { word, tone, Icon } = looks[status]
  return (
    <li className={classes.row} data-tone={tone} data-status={status}>
      <Icon size={18} aria-hidden className={status === 'running' ? classes.turning : classes.icon} />
      <div className={classes.body}>
        <div className={classes.head}>
          <span className={classes.label}>{label}</span>
          <span className={classes.result}>
            {durationMs === undefined ? null : (
              <span className={classes.time}>{formatDuration(durationMs)}</span>
            )}
            <span className={classes.word}>{word}</span>
          </span>
        </div>
        {detail ? <div className={classes.detail}>{detail}</div> : null}
        {hint ? <div className={classes.hint}>{hint}</div> : null}
        {action ? <div className={classes.action}>{action}</div> : null}
        {details ? <Details>{details}</Details> : null}
      </div>
    </li>
  )
}
