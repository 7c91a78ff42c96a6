import type { TokenFailure } from './msal-errors.ts'
import type { TokenAnswer } from './token-request.ts'
import { cancelled } from './timing.ts'

export type HeldToken =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'failure'; readonly failure: TokenFailure }

export interface TokenSource {
  get(signal: AbortSignal): Promise<HeldToken>
  /** Forgets `token` when it is still the one in use: several requests refused together cause one renewal. */
  discard(token: string): void
}

const RENEW_BEFORE_MS = 5 * 60_000

/**
 * Keeps one access token and renews it before it expires. Callers who ask at the same time share one request, which
 * belongs to none of them: whoever stops waiting does not spoil it for the others.
 */
export function createTokenSource(
  request: (signal: AbortSignal) => Promise<TokenAnswer>,
  now: () => number,
): TokenSource {
  let held: { token: string; renewAt: number } | null = null
  let flight: Promise<TokenAnswer> | null = null

  async function renew(): Promise<TokenAnswer> {
    const answer = await request(new AbortController().signal)
    if (answer.kind === 'token') {
      const lifetime = Math.max(0, answer.expiresAt - now())
      held = { token: answer.token, renewAt: answer.expiresAt - Math.min(RENEW_BEFORE_MS, lifetime / 10) }
    }
    return answer
  }

  function join(): Promise<TokenAnswer> {
    flight ??= renew().finally(() => {
      flight = null
    })
    return flight
  }

  return {
    get: async (signal) => {
      if (held && held.renewAt > now()) return { kind: 'token', token: held.token }
      return whileWanted(join(), signal)
    },
    discard: (token) => {
      if (held?.token === token) held = null
    },
  }
}

function whileWanted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(cancelled())
    if (signal.aborted) {
      stop()
      return
    }
    signal.addEventListener('abort', stop, { once: true })
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
