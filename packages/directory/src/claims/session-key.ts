import type { Secret } from '@rollcall/db'
import { Buffer } from 'node:buffer'
import type { Context } from '../context.ts'

/** Associated data of the sealed key; changing it makes every open QR unreadable. */
const PURPOSE = 'wallet-session-key'
const KEY_BYTES = 32

/** A new key as the QR carries it: 64 hex digits. */
export function newSessionKey(ctx: Pick<Context, 'randomBytes'>): string {
  return Buffer.from(ctx.randomBytes(KEY_BYTES)).toString('hex')
}

export function sealSessionKey(ctx: Pick<Context, 'keys'>, sessionId: string, key: string) {
  return ctx.keys.seal(PURPOSE, sessionId, key)
}

export function openSessionKey(ctx: Pick<Context, 'keys'>, sessionId: string, sealed: Uint8Array): Secret {
  return ctx.keys.open(PURPOSE, sessionId, sealed)
}
