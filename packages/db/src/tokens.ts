import { hash, randomBytes } from 'node:crypto'
import { Secret } from './secret.ts'

/** A token of 256 random bits, `<prefix>_<base64url>`; the prefix lets people and scanners tell what leaked. */
export function newToken(prefix: string): Secret {
  return new Secret(`${prefix}_${randomBytes(32).toString('base64url')}`)
}

/**
 * SHA-256 of a token, which is what the database keeps. Tokens are random and long, so a slow hash or a salt would
 * add nothing, and a lookup by hash compares nothing a clock could leak.
 */
export function hashToken(token: string | Secret): Uint8Array<ArrayBuffer> {
  const text = typeof token === 'string' ? token : token.reveal()
  return new Uint8Array(hash('sha256', text, 'buffer'))
}
