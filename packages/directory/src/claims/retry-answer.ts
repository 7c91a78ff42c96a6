import { hashToken } from '@rollcall/db'
import { Buffer } from 'node:buffer'

const HASH_BYTES = 32

/**
 * What the last request was answered with, kept in place of the first answer once a session is done: its key is gone
 * by then, and a wallet whose connection broke sends the same request again. Hash of the request, then the answer.
 */
export function toRetryRecord(frame: string, answer: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat([hashToken(frame), Buffer.from(answer, 'ascii')]))
}

/** The answer that this request got before; null for any other request. */
export function findRetryAnswer(record: Uint8Array | null, frame: string): string | null {
  if (!record) return null
  const bytes = Buffer.from(record)
  const same = bytes.subarray(0, HASH_BYTES).equals(Buffer.from(hashToken(frame)))
  return same ? bytes.subarray(HASH_BYTES).toString('ascii') : null
}
