/** Mixes a seed and two numbers into an even 32-bit value; the same input always gives the same output. */
export function mix(seed: number, a: number, b = 0): number {
  let hash = (seed ^ Math.imul((a + 0x9e3779b9) | 0, 0x85ebca6b)) | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = (hash ^ Math.imul((b + 0x7f4a7c15) | 0, 0xc2b2ae35)) | 0
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  hash = Math.imul(hash ^ (hash >>> 16), 0x27d4eb2f)
  return (hash ^ (hash >>> 15)) >>> 0
}

/** True for roughly `percent` of all indexes. */
export function chance(seed: number, a: number, b: number, percent: number): boolean {
  return mix(seed, a, b) % 10_000 < percent * 100
}

export function choose<T>(list: readonly T[], hash: number): T {
  const item = list[hash % list.length]
  if (item === undefined) throw new Error('Cannot choose from an empty list.')
  return item
}

/** A number derived from text, for seeds of their own per tenant. */
export function seedFromText(seed: number, text: string): number {
  let hash = seed >>> 0
  for (let i = 0; i < text.length; i++) hash = mix(hash, text.charCodeAt(i), i)
  return hash
}

const ROUNDS = 4

function feistel(value: number, seed: number, halfBits: number, rounds: readonly number[]): number {
  const mask = 2 ** halfBits - 1
  let left = Math.floor(value / 2 ** halfBits)
  let right = value & mask
  for (const round of rounds) {
    const next = (left ^ mix(seed, right, round)) & mask
    left = right
    right = next
  }
  return right * 2 ** halfBits + left
}

const FORWARD = Array.from({ length: ROUNDS }, (_, round) => round)
const BACKWARD = FORWARD.toReversed()

/** A reversible shuffle of all 32-bit numbers. */
export function permute32(value: number, seed: number): number {
  return feistel(value, seed, 16, FORWARD)
}

export function unpermute32(value: number, seed: number): number {
  return feistel(value, seed, 16, BACKWARD)
}

/** A shuffle of 0..count-1 without holding it in memory: position -> value. */
export function permuteWithin(position: number, count: number, seed: number): number {
  let halfBits = 1
  while (2 ** (2 * halfBits) < count) halfBits++
  let value = position
  do value = feistel(value, seed, halfBits, FORWARD)
  while (value >= count)
  return value
}

const BYTES: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Four hexadecimal digits; a table, because identifiers are made by the million. */
function hex(value: number): string {
  return `${BYTES[(value >>> 8) & 0xff] ?? ''}${BYTES[value & 0xff] ?? ''}`
}

/** A version 4 shaped identifier that carries its index, so `indexOfGuid` needs no table. */
export function guidOf(seed: number, index: number): string {
  const head = permute32(index, seed)
  const a = mix(seed, index, 1)
  const b = mix(seed, index, 2)
  const c = mix(seed, index, 3)
  const version = hex((a & 0x0fff) | 0x4000)
  const variant = hex((b & 0x3fff) | 0x8000)
  return `${hex(head >>> 16)}${hex(head)}-${hex(a >>> 16)}-${version}-${variant}-${hex(b >>> 16)}${hex(c >>> 16)}${hex(c)}`
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isGuid(text: string): boolean {
  return GUID.test(text.toLowerCase())
}

/** The index inside an identifier made by `guidOf` with the same seed, else undefined. */
export function indexOfGuid(seed: number, guid: string): number | undefined {
  const text = guid.toLowerCase()
  if (!GUID.test(text)) return undefined
  const index = unpermute32(Number.parseInt(text.slice(0, 8), 16), seed)
  return guidOf(seed, index) === text ? index : undefined
}

/** Text of the given length drawn from an alphabet. */
export function textOf(seed: number, stream: number, length: number, alphabet: string): string {
  let text = ''
  for (let i = 0; i < length; i++) text += alphabet[mix(seed, stream, i) % alphabet.length] ?? ''
  return text
}
