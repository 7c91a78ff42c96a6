import type { FastifyInstance, FastifyRequest } from 'fastify'

const MINUTE = 60_000

/** Whether there were too many of these in the last minute. */
export type WalletLimit = (request: FastifyRequest) => Promise<boolean>

/** Counts what comes from one place. Says no more than yes or no: a stranger is not told why nothing works. */
export function createWalletLimit(
  app: FastifyInstance,
  name: string,
  { max, keyOf }: { max: number; keyOf: (request: FastifyRequest) => string },
): WalletLimit {
  const count = app.createRateLimit({
    max,
    timeWindow: MINUTE,
    keyGenerator: (request) => `wallet:${name}:${keyOf(request)}`,
  })
  return async (request) => {
    const state = await count(request)
    return !state.isAllowed && state.isExceeded
  }
}
