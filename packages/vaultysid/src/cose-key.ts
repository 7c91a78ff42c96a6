import { ProtocolError } from './protocol-error.ts'

/** A COSE_Key (RFC 9052) with the labels that public keys use: integers to integers or byte strings. */
export type CoseKey = ReadonlyMap<number, number | Uint8Array>

const MAX_LABELS = 16
const TYPED_ARRAY_TAG = 64

const UNSIGNED = 0
const NEGATIVE = 1
const BYTES = 2
const MAP = 5
const TAG = 6

interface Cursor {
  readonly bytes: Uint8Array
  at: number
}

/**
 * Reads the CBOR map at the start of `bytes`. Extension data may follow and is left alone; byte strings may carry the
 * tag of a typed array (RFC 8746), which some authenticators in software write. Throws `bad-identity`.
 */
export function readCoseKey(bytes: Uint8Array): CoseKey {
  const cursor = { bytes, at: 0 }
  const head = readHead(cursor)
  if (head.major !== MAP || head.value > MAX_LABELS) throw badKey('is no small map')
  const key = new Map<number, number | Uint8Array>()
  for (let index = 0; index < head.value; index++) {
    const label = readItem(cursor)
    if (typeof label !== 'number') throw badKey('has a label that is no integer')
    if (key.has(label)) throw badKey('has a label twice')
    key.set(label, readItem(cursor))
  }
  return key
}

function readItem(cursor: Cursor): number | Uint8Array {
  const { major, value } = readHead(cursor)
  if (major === UNSIGNED) return value
  if (major === NEGATIVE) return -1 - value
  if (major === BYTES) return readBytes(cursor, value)
  if (major === TAG && value === TYPED_ARRAY_TAG) {
    const inner = readHead(cursor)
    if (inner.major === BYTES) return readBytes(cursor, inner.value)
  }
  throw badKey('holds a value of a kind that keys do not use')
}

/** Major type and argument of the next item; lengths of eight bytes and open ends do not occur in keys. */
function readHead(cursor: Cursor): { major: number; value: number } {
  const [first = 0] = readBytes(cursor, 1)
  const major = first >> 5
  const argument = first & 0x1f
  if (argument < 24) return { major, value: argument }
  if (argument > 26) throw badKey('holds a length that keys do not use')
  const bytes = readBytes(cursor, 1 << (argument - 24))
  return { major, value: bytes.reduce((value, byte) => value * 256 + byte, 0) }
}

function readBytes(cursor: Cursor, length: number): Uint8Array {
  const start = cursor.at
  if (length > cursor.bytes.length - start) throw badKey('ends too early')
  cursor.at = start + length
  return new Uint8Array(cursor.bytes.subarray(start, cursor.at))
}

function badKey(what: string): ProtocolError {
  return new ProtocolError('bad-identity', `The authenticator's key ${what}.`)
}
