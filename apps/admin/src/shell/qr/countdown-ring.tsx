import type { Countdown } from '../../lib/countdown.ts'
import classes from './countdown-ring.module.css'

const RADIUS = 20
const LENGTH = 2 * Math.PI * RADIUS
/** From here on the ring says by its colour that time runs out. */
const SOON_SECONDS = 30

/** The time a code has left, as a ring that empties and as minutes and seconds. It is not read out each second. */
export function CountdownRing({ countdown }: { countdown: Countdown }) {
  const { share, text, spoken, secondsLeft } = countdown
  return (
    <span
      className={classes.root}
      role="timer"
      aria-live="off"
      data-soon={secondsLeft <= SOON_SECONDS || undefined}
    >
      <svg viewBox="0 0 48 48" className={classes.ring} aria-hidden="true">
        <circle cx="24" cy="24" r={RADIUS} className={classes.track} />
        <circle
          cx="24"
          cy="24"
          r={RADIUS}
          className={classes.left}
          strokeDasharray={LENGTH}
          strokeDashoffset={LENGTH * (1 - share)}
        />
      </svg>
      <span className={classes.text} aria-hidden="true">
        {text}
      </span>
      <span className="ui-hidden">Valid for {spoken}</span>
    </span>
  )
}
