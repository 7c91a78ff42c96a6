import { createRateLimit, type RateLimit } from './token-bucket.ts'

/** How often who may knock, in this process. */
export interface ScimLimits {
  /** Requests of a connection that came with a live token. */
  readonly connections: RateLimit
  /** Requests from an address that let nobody in. */
  readonly strangers: RateLimit
  /** Entries in a connection's log for what was turned away at the door. */
  readonly noise: RateLimit
}

/** However low the limit is, a client may send this many at once: twice what is asked of services in Entra's gallery. */
const LEAST_BURST = 100

/** `perSecond` is the limit for one connection. */
export function createScimLimits(perSecond: number): ScimLimits {
  return {
    connections: createRateLimit({ perSecond, burst: Math.max(LEAST_BURST, perSecond) }),
    strangers: createRateLimit({ perSecond: 100, burst: 2000 }),
    noise: createRateLimit({ perSecond: 1, burst: 60 }),
  }
}
