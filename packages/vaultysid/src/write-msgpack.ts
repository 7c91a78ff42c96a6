import { encode } from '@msgpack/msgpack'
import { concatBytes } from '@noble/hashes/utils.js'
import { isMap, type Value } from './read-msgpack.ts'

/**
 * Writes a map in the order given. Plain objects would move keys that look like numbers to the front, and the order
 * is part of what is signed.
 */
export function writeMap(entries: Iterable<readonly [string, Value]>): Uint8Array {
  const list = [...entries]
  const parts = list.flatMap(([key, value]) => [encode(key), writeValue(value)])
  return concatBytes(mapHeader(list.length), ...parts)
}

function writeValue(value: Value): Uint8Array {
  return isMap(value) ? writeMap(value) : encode(value)
}

function mapHeader(count: number): Uint8Array {
  return count < 16 ? Uint8Array.of(0x80 | count) : Uint8Array.of(0xde, count >> 8, count & 0xff)
}
