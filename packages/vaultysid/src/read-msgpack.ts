import { equalBytes } from '@noble/curves/utils.js'
import { ProtocolError } from './protocol-error.ts'

/** What the protocol carries. Maps are Maps: no key means anything to the language, and their order is kept. */
export type Value = null | boolean | number | string | Uint8Array | readonly Value[] | ValueMap
export type ValueMap = ReadonlyMap<string, Value>

const MAX_TEXT_BYTES = 1024
const MAX_BYTES = 8192
const MAX_ITEMS = 32
const MAX_DEPTH = 4

interface Cursor {
  readonly bytes: Uint8Array
  readonly view: DataView
  at: number
}

/**
 * Reads one msgpack map with string keys that fills `bytes` exactly. Stricter than the library that writes: text is
 * valid UTF-8, keys occur once, integers are safe, sizes and depth are bounded; no extensions and no fractions, which
 * the protocol does not use. Throws `malformed`.
 */
export function readMap(bytes: Uint8Array): ValueMap {
  const cursor = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 }
  const value = readValue(cursor, 1)
  if (!isMap(value)) throw malformed('is no map')
  if (cursor.at !== bytes.length) throw malformed('goes on after its end')
  return value
}

export function isMap(value: Value | undefined): value is ValueMap {
  return value instanceof Map
}

/** Same text, numbers and bytes throughout; the order of keys is no difference. */
export function equalValues(left: Value | undefined, right: Value | undefined): boolean {
  if (left instanceof Uint8Array && right instanceof Uint8Array) return equalBytes(left, right)
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((value, index) => equalValues(value, right[index]))
  }
  if (isMap(left) && isMap(right)) {
    return (
      left.size === right.size &&
      [...left].every(([key, value]) => right.has(key) && equalValues(value, right.get(key)))
    )
  }
  return left === right
}

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value)
}

function readValue(cursor: Cursor, depth: number): Value {
  const tag = readUint(cursor, 1)
  if (tag <= 0x7f) return tag
  if (tag >= 0xe0) return tag - 0x100
  if (tag <= 0x8f) return readEntries(cursor, tag & 0x0f, depth)
  if (tag <= 0x9f) return readItems(cursor, tag & 0x0f, depth)
  if (tag <= 0xbf) return readText(cursor, tag & 0x1f)
  switch (tag) {
    case 0xc0:
      return null
    case 0xc2:
      return false
    case 0xc3:
      return true
    case 0xc4:
    case 0xc5:
    case 0xc6:
      return readBytes(cursor, readUint(cursor, 1 << (tag - 0xc4)), MAX_BYTES)
    case 0xcc:
    case 0xcd:
    case 0xce:
    case 0xcf:
      return readUint(cursor, 1 << (tag - 0xcc))
    case 0xd0:
    case 0xd1:
    case 0xd2:
    case 0xd3:
      return readInt(cursor, 1 << (tag - 0xd0))
    case 0xd9:
    case 0xda:
    case 0xdb:
      return readText(cursor, readUint(cursor, 1 << (tag - 0xd9)))
    case 0xdc:
    case 0xdd:
      return readItems(cursor, readUint(cursor, 2 << (tag - 0xdc)), depth)
    case 0xde:
    case 0xdf:
      return readEntries(cursor, readUint(cursor, 2 << (tag - 0xde)), depth)
    default:
      throw malformed('holds a value of a kind that is not used')
  }
}

function readEntries(cursor: Cursor, count: number, depth: number): ValueMap {
  checkSize(count, depth)
  const entries = new Map<string, Value>()
  for (let index = 0; index < count; index++) {
    const key = readValue(cursor, MAX_DEPTH)
    if (typeof key !== 'string') throw malformed('has a key that is no text')
    if (entries.has(key)) throw malformed('has a key twice')
    entries.set(key, readValue(cursor, depth + 1))
  }
  return entries
}

function readItems(cursor: Cursor, count: number, depth: number): readonly Value[] {
  checkSize(count, depth)
  const items: Value[] = []
  for (let index = 0; index < count; index++) items.push(readValue(cursor, depth + 1))
  return items
}

function checkSize(count: number, depth: number): void {
  if (depth > MAX_DEPTH) throw malformed('is nested too deeply')
  if (count > MAX_ITEMS) throw malformed('has too many entries')
}

function readText(cursor: Cursor, length: number): string {
  const bytes = readBytes(cursor, length, MAX_TEXT_BYTES)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw malformed('holds text that is not UTF-8')
  }
}

function readBytes(cursor: Cursor, length: number, limit: number): Uint8Array {
  if (length > limit) throw malformed('holds a value that is too long')
  const start = advance(cursor, length)
  return new Uint8Array(cursor.bytes.subarray(start, cursor.at))
}

function readUint(cursor: Cursor, width: number): number {
  const at = advance(cursor, width)
  switch (width) {
    case 1:
      return cursor.view.getUint8(at)
    case 2:
      return cursor.view.getUint16(at)
    case 4:
      return cursor.view.getUint32(at)
    default:
      return toSafe(cursor.view.getBigUint64(at))
  }
}

function readInt(cursor: Cursor, width: number): number {
  const at = advance(cursor, width)
  switch (width) {
    case 1:
      return cursor.view.getInt8(at)
    case 2:
      return cursor.view.getInt16(at)
    case 4:
      return cursor.view.getInt32(at)
    default:
      return toSafe(cursor.view.getBigInt64(at))
  }
}

function toSafe(value: bigint): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw malformed('holds a number that is too large')
  return number
}

/** Moves over `length` bytes and gives where they begin. */
function advance(cursor: Cursor, length: number): number {
  const start = cursor.at
  if (length > cursor.bytes.length - start) throw malformed('ends too early')
  cursor.at = start + length
  return start
}

function malformed(what: string): ProtocolError {
  return new ProtocolError('malformed', `The message ${what}.`)
}
