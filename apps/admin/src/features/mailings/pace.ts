/** How far a mailing had come at a moment, in milliseconds. */
export interface Sample {
  at: number
  done: number
}

/** Long enough to even out, short enough to follow a mail server that slows down. */
const WINDOW_MS = 20_000

/** The samples with a new one, without those the pace no longer needs. A mailing that went back starts over. */
export function withSample(samples: readonly Sample[], next: Sample): readonly Sample[] {
  const last = samples.at(-1)
  if (last && next.done < last.done) return [next]
  const recent = samples.filter((sample) => next.at - sample.at <= WINDOW_MS)
  return [...recent, next]
}

/** Messages per second over the window, and what is left at that pace; null until something has moved. */
export function toPace(samples: readonly Sample[], left: number): { rate: number; leftMs: number } | null {
  const [first] = samples
  const last = samples.at(-1)
  if (!first || !last || last.at === first.at || last.done === first.done) return null
  const rate = ((last.done - first.done) * 1000) / (last.at - first.at)
  return { rate, leftMs: (left / rate) * 1000 }
}
