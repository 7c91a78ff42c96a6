const SAMPLE_MS = 20

/** Wall time in milliseconds. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.()
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Highest resident memory of this process while `work` ran, in bytes; the embedded engine's thread is part of it. */
export async function peakMemoryOf(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.()
  let peak = process.memoryUsage.rss()
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, SAMPLE_MS)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
  return Math.max(peak, process.memoryUsage.rss())
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
