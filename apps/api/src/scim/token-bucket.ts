export interface BucketRules {
  /** How many come back in a second. */
  readonly perSecond: number
  /** How many there are when nobody took any. */
  readonly burst: number
}

interface Bucket {
  left: number
  at: number
  /** Whoever was told to wait is not let in before. */
  shutUntil: number
}

/**
 * Counts what comes under each key, in this process. Once it is empty it stays shut for whole seconds, so that whoever waits
 * as long as they were told finds room for more than one.
 */
export interface RateLimit {
  /** Takes one. 0 when it was there, else how many seconds to wait: at least 1, whole. */
  take(key: string, nowMs: number): number
}

/** Far more keys than a server has connections; those that were longest unused are full again by then. */
const MAX_KEYS = 20_000

export function createRateLimit(rules: BucketRules, maxKeys = MAX_KEYS): RateLimit {
  const buckets = new Map<string, Bucket>()

  function find(key: string, nowMs: number): Bucket {
    const known = buckets.get(key)
    if (!known) return { left: rules.burst, at: nowMs, shutUntil: 0 }
    refill(known, rules, nowMs)
    return known
  }

  function keep(key: string, bucket: Bucket): void {
    buckets.delete(key)
    buckets.set(key, bucket)
    if (buckets.size <= maxKeys) return
    const [oldest] = buckets.keys()
    if (oldest !== undefined) buckets.delete(oldest)
  }

  return {
    take(key, nowMs) {
      const bucket = find(key, nowMs)
      keep(key, bucket)
      const wait = waitOf(bucket, rules, nowMs)
      if (wait === 0) bucket.left -= 1
      else if (nowMs >= bucket.shutUntil) bucket.shutUntil = nowMs + wait * 1000
      return wait
    },
  }
}

/** A clock that was put back fills nothing, and shuts nothing for longer. */
function refill(bucket: Bucket, { perSecond, burst }: BucketRules, nowMs: number): void {
  const seconds = Math.max(0, nowMs - bucket.at) / 1000
  if (nowMs < bucket.at) bucket.shutUntil = 0
  bucket.left = Math.min(burst, bucket.left + seconds * perSecond)
  bucket.at = nowMs
}

function waitOf({ left, shutUntil }: Bucket, { perSecond }: BucketRules, nowMs: number): number {
  if (nowMs < shutUntil) return Math.ceil((shutUntil - nowMs) / 1000)
  return left < 1 ? Math.max(1, Math.ceil((1 - left) / perSecond)) : 0
}
