import { hashToken, newToken, type Secret } from '@rollcall/db'
import type { Context } from '../context.ts'

const LIFETIME_MS = 7 * 24 * 3_600_000

/** A link as it is stored, and the token that only the message holds. */
export interface NewClaimLink {
  readonly id: string
  readonly token: Secret
  readonly tokenHash: Uint8Array<ArrayBuffer>
}

export function newClaimLink(ctx: Pick<Context, 'newId'>): NewClaimLink {
  const token = newToken('rc')
  return { id: ctx.newId(), token, tokenHash: hashToken(token) }
}

/** When a claim link made now ends. */
export function endOfClaimLink(now: Date): Date {
  return new Date(now.getTime() + LIFETIME_MS)
}
