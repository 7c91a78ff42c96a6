import { formatCount, formatDuration } from '../text/format.ts'
import type { Tone } from '../theme/palette.ts'
import classes from './progress-panel.module.css'

export interface ProgressCount {
  label: string
  value: number
  tone?: Tone
}

export interface ProgressPanelProps {
  /** What is happening now, for example `Reading people`. */
  phase: string
  done: number
  /** Leave out while the size of the work is unknown: the bar then moves without a position. */
  total?: number
  /** What is counted, for example `people`. */
  unit?: string
  counts?: readonly ProgressCount[]
  /** Units per second. */
  rate?: number
  timeLeftMs?: number
  tone?: Tone
}

/** Running work: phase, bar, counts, rate and time left. Screen readers hear the phase and every tenth of the way. */
export function ProgressPanel(props: ProgressPanelProps) {
  const { phase, done, total, unit = '', counts = [], tone = 'info' } = props
  const percent = total ? Math.min(100, Math.floor((done / total) * 100)) : undefined
  return (
    <div className={classes.root} data-tone={tone}>
      <div className={classes.head}>
        <strong>{phase}</strong>
        <span className="ui-tabular">{toPosition(done, total, unit)}</span>
      </div>
      <progress className="ui-hidden" aria-label={phase} max={100} value={percent} />
      <div className={classes.track} aria-hidden="true">
        <div
          className={percent === undefined ? classes.moving : classes.bar}
          style={percent === undefined ? undefined : { width: `${percent}%` }}
        />
      </div>
      <ProgressFoot pace={toPace(props)} counts={counts} />
      <span className="ui-hidden" aria-live="polite">
        {toAnnouncement(phase, percent)}
      </span>
    </div>
  )
}

function ProgressFoot({ pace, counts }: { pace: string; counts: readonly ProgressCount[] }) {
  if (!pace && counts.length === 0) return null
  return (
    <div className={classes.foot}>
      <span className="ui-tabular">{pace}</span>
      <dl className={classes.counts}>
        {counts.map((count) => (
          <div key={count.label} className={classes.count} data-tone={count.tone ?? 'neutral'}>
            <dt>{count.label}</dt>
            <dd className="ui-tabular">{formatCount(count.value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function toPosition(done: number, total: number | undefined, unit: string): string {
  const amount = total === undefined ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`
  return unit ? `${amount} ${unit}` : amount
}

function toPace({ rate, timeLeftMs, unit }: ProgressPanelProps): string {
  const pace =
    rate === undefined ? [] : [`${formatCount(Math.round(rate))}${unit ? ` ${unit}` : ''} per second`]
  if (timeLeftMs !== undefined) pace.push(`about ${formatDuration(Math.ceil(timeLeftMs / 1000) * 1000)} left`)
  return pace.join(' · ')
}

function toAnnouncement(phase: string, percent: number | undefined): string {
  return percent === undefined ? phase : `${phase}, ${Math.floor(percent / 10) * 10} percent`
}
