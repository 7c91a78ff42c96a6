import { DirectoryError } from '@rollcall/directory'
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const MINUTE = 60_000

/** How often a door may be knocked at before it stays shut for a while. */
const LIMITS = {
  signInByAddress: { max: 20, timeWindow: MINUTE },
  signInByEmail: { max: 8, timeWindow: 10 * MINUTE },
  setup: { max: 10, timeWindow: MINUTE },
  demo: { max: 60, timeWindow: MINUTE },
  wallet: { max: 120, timeWindow: MINUTE },
} as const

export type Limiter = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

export type AuthLimits = Record<keyof typeof LIMITS, Limiter>

/** Limiters for the doors to the house. Each throws `rate_limited`, with Retry-After, when there were too many tries. */
export function createAuthLimits(app: FastifyInstance): AuthLimits {
  return {
    signInByAddress: limiter(app, 'signInByAddress', (request) => request.ip),
    signInByEmail: limiter(app, 'signInByEmail', emailOf),
    setup: limiter(app, 'setup', (request) => request.ip),
    demo: limiter(app, 'demo', (request) => request.ip),
    wallet: limiter(app, 'wallet', (request) => request.ip),
  }
}

function limiter(
  app: FastifyInstance,
  name: keyof typeof LIMITS,
  keyOf: (request: FastifyRequest) => string,
): Limiter {
  const count = app.createRateLimit({
    ...LIMITS[name],
    keyGenerator: (request) => `${name}:${keyOf(request)}`,
  })
  return async (request, reply) => {
    const state = await count(request)
    if (state.isAllowed || !state.isExceeded) return
    void reply.header('retry-after', state.ttlInSeconds)
    throw new DirectoryError(
      'rate_limited',
      `Too many tries. Wait ${waitOf(state.ttlInSeconds)} and try again.`,
    )
  }
}

function waitOf(seconds: number): string {
  if (seconds > 90) return `${Math.ceil(seconds / 60)} minutes`
  return seconds === 1 ? '1 second' : `${seconds} seconds`
}

/** Hashed, so that a long or odd body costs no memory and no email is kept. */
function emailOf(request: FastifyRequest): string {
  const body = request.body
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : ''
  return createHash('sha256').update(String(email).trim().toLowerCase()).digest('base64')
}
