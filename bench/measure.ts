/** Wall time in milliseconds. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.()
  const start = performance.now()
  await work()
  return performance.now() - start
}

export interface Spread {
  readonly middle: number
  readonly least: number
  readonly most: number
}

/** Median and range of what the rounds gave. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? Number.NaN
  const half = Math.floor(sorted.length / 2)
  return {
    middle: sorted.length % 2 === 1 ? at(half) : (at(half - 1) + at(half)) / 2,
    least: at(0),
    most: at(sorted.length - 1),
  }
}

/** The value below which this share of all values lies, by nearest rank. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
