import { hashToken } from '@rollcall/db'
import { timingSafeEqual } from 'node:crypto'
import type { Opener } from './opener.ts'
import type { WalletRow } from './wallet-row.ts'

type Binding = Pick<WalletRow, 'browserHash' | 'openerSessionId' | 'openerKeyId'>

/** Whether this is who opened the QR: the same session, the same key, or the browser that holds the secret. */
export function isOpener(row: Binding, opener: Opener | null): boolean {
  if (!opener) return false
  if (opener.kind === 'session') return row.openerSessionId === opener.id
  if (opener.kind === 'api_key') return row.openerKeyId === opener.id
  const given = hashToken(opener.secret)
  return row.browserHash?.length === given.length && timingSafeEqual(row.browserHash, given)
}

/** The columns that bind a new QR to who opens it. */
export function toBinding(opener: Opener): {
  browserHash?: Uint8Array<ArrayBuffer>
  openerSessionId?: string
  openerKeyId?: string
} {
  if (opener.kind === 'session') return { openerSessionId: opener.id }
  return opener.kind === 'api_key' ? { openerKeyId: opener.id } : { browserHash: hashToken(opener.secret) }
}
