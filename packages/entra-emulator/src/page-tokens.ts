import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { JsonObject } from './json-value.ts'
import { isJsonObject, parseJson } from './json-value.ts'

/** What a `$skiptoken` or `$deltatoken` says to its maker: opaque and signed towards clients. */
export type PageToken = {
  kind: 'skip' | 'delta'
  tenantId: string
  epoch: string
  /** The collection it belongs to, e.g. `users` or `groups/delta`. */
  scope: string
  /** The query of the first request, raw. */
  query: string
  /** Seconds since 1970. */
  issuedAt: number
  /** Where to go on, in a form only the collection understands. */
  at: JsonObject
}

const SIGNATURE_BYTES = 16

/** Makes and reads tokens with a key of its own; anything else is foreign. */
export class PageTokens {
  #key: Buffer

  constructor(key: Buffer = randomBytes(32)) {
    this.#key = key
  }

  seal(token: PageToken): string {
    const nonce = randomBytes(6).toString('base64url')
    const { kind, tenantId, epoch, scope, query, issuedAt, at } = token
    const payload = Buffer.from(JSON.stringify([kind, tenantId, epoch, scope, query, issuedAt, at, nonce]))
    return Buffer.concat([this.#sign(payload), payload]).toString('base64url')
  }

  /** The token's content, or undefined when it was not made here or was changed since. */
  open(text: string): PageToken | undefined {
    const bytes = Buffer.from(text, 'base64url')
    if (bytes.length <= SIGNATURE_BYTES) return undefined
    const payload = bytes.subarray(SIGNATURE_BYTES)
    if (!timingSafeEqual(this.#sign(payload), bytes.subarray(0, SIGNATURE_BYTES))) return undefined
    const value = parseJson(payload.toString('utf8'))
    if (!Array.isArray(value)) return undefined
    const [kind, tenantId, epoch, scope, query, issuedAt, at] = value
    if (kind !== 'skip' && kind !== 'delta') return undefined
    if (typeof tenantId !== 'string' || typeof epoch !== 'string' || typeof scope !== 'string')
      return undefined
    if (typeof query !== 'string' || typeof issuedAt !== 'number' || !isJsonObject(at)) return undefined
    return { kind, tenantId, epoch, scope, query, issuedAt, at }
  }

  #sign(payload: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(payload).digest().subarray(0, SIGNATURE_BYTES)
  }
}
