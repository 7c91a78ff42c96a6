export interface Countdown {
  /** Whole seconds that are left, 0 once the time is over. */
  secondsLeft: number
  /** What is left of the whole time, 1 to 0. */
  share: number
  /** `3:42`. */
  text: string
  /** The same for screen readers: `3 minutes 42 seconds`. */
  spoken: string
}

/** How long a code still lasts. A clock that is off never shows more than the code's whole lifetime. */
export function toCountdown(
  code: { readonly expiresAt: string; readonly lifetimeSeconds: number },
  now: number,
): Countdown {
  const left = Math.ceil((Date.parse(code.expiresAt) - now) / 1000)
  const secondsLeft = Math.min(Math.max(left, 0), code.lifetimeSeconds)
  const minutes = Math.floor(secondsLeft / 60)
  const seconds = secondsLeft % 60
  return {
    secondsLeft,
    share: code.lifetimeSeconds > 0 ? secondsLeft / code.lifetimeSeconds : 0,
    text: `${minutes}:${String(seconds).padStart(2, '0')}`,
    spoken: toSpoken(minutes, seconds),
  }
}

function toSpoken(minutes: number, seconds: number): string {
  const parts: string[] = []
  if (minutes > 0) parts.push(`${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`)
  if (seconds > 0 || minutes === 0) parts.push(`${seconds} ${seconds === 1 ? 'second' : 'seconds'}`)
  return parts.join(' ')
}
