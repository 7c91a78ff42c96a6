// What a PeerJS client sends over a data channel: msgpack of its own kind, in which strings and bytes have changed places.

export type Packed =
  | { readonly kind: 'text'; readonly text: string }
  | Chunk
  /** The client is about to close. */
  | { readonly kind: 'close' }

/** Part `index` of `total` of a packed message that was too long to send at once. */
export interface Chunk {
  readonly kind: 'chunk'
  readonly message: number
  readonly index: number
  readonly total: number
  readonly bytes: Uint8Array
}

/** The only error that packed bytes can cause. */
export class BinarypackError extends Error {
  override readonly name = 'BinarypackError'
}

/** Longest text that is sent or read, in bytes. */
export const MAX_TEXT_BYTES = 64 * 1024
/** Longest packed text: five bytes say what it is and how long. */
export const MAX_PACKED_BYTES = MAX_TEXT_BYTES + 5

/** Clients cut a message in pieces of this size, because some browsers lose longer ones. */
const CHUNK_BYTES = 16_300
const MAX_FIELDS = 8
const MAX_DEPTH = 2

type Value = string | number | Uint8Array | ValueMap
type ValueMap = ReadonlyMap<string, Value>

/** One text as the messages to send for it, in order. `message` counts the texts of a channel, from 1. */
export function packText(text: string, message: number, chunkBytes = CHUNK_BYTES): Uint8Array[] {
  const packed = writeText(text)
  if (packed.length <= chunkBytes) return [packed]
  const total = Math.ceil(packed.length / chunkBytes)
  return Array.from({ length: total }, (_, index) =>
    writeMap([
      ['__peerData', writeInteger(message)],
      ['n', writeInteger(index)],
      ['data', writeBytes(packed.subarray(index * chunkBytes, (index + 1) * chunkBytes))],
      ['total', writeInteger(total)],
    ]),
  )
}

/** Reads one message. Throws BinarypackError for anything but a text, a chunk or a farewell. */
export function unpack(bytes: Uint8Array): Packed {
  if (bytes.length > MAX_PACKED_BYTES) throw new BinarypackError('The message is too long.')
  const cursor = { bytes, at: 0 }
  const value = readValue(cursor, 0)
  if (cursor.at !== bytes.length) throw new BinarypackError('Something follows the message.')
  if (typeof value === 'string') return { kind: 'text', text: value }
  if (value instanceof Map) return toPart(value)
  throw new BinarypackError('The message is neither a text nor a part of one.')
}

function toPart(map: ValueMap): Packed {
  const message = map.get('__peerData')
  if (message instanceof Map && message.get('type') === 'close') return { kind: 'close' }
  const [index, total, bytes] = [map.get('n'), map.get('total'), map.get('data')]
  if (typeof message !== 'number' || typeof index !== 'number' || typeof total !== 'number') {
    throw new BinarypackError('The message is not a part of a longer one.')
  }
  if (!(bytes instanceof Uint8Array)) throw new BinarypackError('The part carries no bytes.')
  return { kind: 'chunk', message, index, total, bytes }
}

interface Cursor {
  readonly bytes: Uint8Array
  at: number
}

function readValue(cursor: Cursor, depth: number): Value {
  const type = readInteger(cursor, 1)
  if (type < 0x80) return type
  if (type < 0x90) return readMap(cursor, type - 0x80, depth)
  if (type >= 0xa0 && type < 0xb0) return take(cursor, type - 0xa0)
  if (type >= 0xb0 && type < 0xc0) return readText(cursor, type - 0xb0)
  switch (type) {
    case 0xcc:
      return readInteger(cursor, 1)
    case 0xcd:
      return readInteger(cursor, 2)
    case 0xce:
      return readInteger(cursor, 4)
    case 0xd8:
      return readText(cursor, readInteger(cursor, 2))
    case 0xd9:
      return readText(cursor, readInteger(cursor, 4))
    case 0xda:
      return take(cursor, readInteger(cursor, 2))
    case 0xdb:
      return take(cursor, readInteger(cursor, 4))
    case 0xde:
      return readMap(cursor, readInteger(cursor, 2), depth)
    default:
      throw new BinarypackError('The message contains a kind of value that wallets do not send.')
  }
}

function readMap(cursor: Cursor, fields: number, depth: number): ValueMap {
  if (fields > MAX_FIELDS || depth >= MAX_DEPTH) throw new BinarypackError('The message is too intricate.')
  const map = new Map<string, Value>()
  for (let field = 0; field < fields; field += 1) {
    const name = readValue(cursor, MAX_DEPTH)
    if (typeof name !== 'string') throw new BinarypackError('The message has a field without a name.')
    map.set(name, readValue(cursor, depth + 1))
  }
  return map
}

function readText(cursor: Cursor, length: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(take(cursor, length))
  } catch {
    throw new BinarypackError('The message contains a text that is none.')
  }
}

function readInteger(cursor: Cursor, length: 1 | 2 | 4): number {
  return take(cursor, length).reduce((sum, byte) => sum * 256 + byte, 0)
}

function take(cursor: Cursor, length: number): Uint8Array {
  const end = cursor.at + length
  if (end > cursor.bytes.length) throw new BinarypackError('The message ends before its time.')
  const taken = cursor.bytes.subarray(cursor.at, end)
  cursor.at = end
  return taken
}

function writeText(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length > MAX_TEXT_BYTES) throw new BinarypackError('The text is too long to send.')
  return join(writeHead(bytes.length, { short: 0xb0, two: 0xd8, four: 0xd9 }), bytes)
}

function writeBytes(bytes: Uint8Array): Uint8Array {
  return join(writeHead(bytes.length, { short: 0xa0, two: 0xda, four: 0xdb }), bytes)
}

function writeMap(fields: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  return join(
    Uint8Array.of(0x80 + fields.length),
    ...fields.flatMap(([name, value]) => [writeText(name), value]),
  )
}

function writeInteger(value: number): Uint8Array {
  if (value < 0x80) return Uint8Array.of(value)
  if (value <= 0xff) return Uint8Array.of(0xcc, value)
  if (value <= 0xffff) return join(Uint8Array.of(0xcd), bigEndian(value, 2))
  return join(Uint8Array.of(0xce), bigEndian(value, 4))
}

function writeHead(length: number, marks: { short: number; two: number; four: number }): Uint8Array {
  if (length <= 0x0f) return Uint8Array.of(marks.short + length)
  if (length <= 0xffff) return join(Uint8Array.of(marks.two), bigEndian(length, 2))
  return join(Uint8Array.of(marks.four), bigEndian(length, 4))
}

function bigEndian(value: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => (value >>> (8 * (length - 1 - at))) & 0xff)
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}
