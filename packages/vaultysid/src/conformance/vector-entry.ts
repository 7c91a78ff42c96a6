import { hexToBytes } from '@noble/hashes/utils.js'

/** One vector as it is in its file: names to JSON values. Binary values are lowercase hex. */
export type VectorEntry = Readonly<Record<string, unknown>>

/** What a vector asks for and does not get; `message` names the field. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch'
}

export function toEntry(value: unknown): VectorEntry {
  if (typeof value !== 'object' || value === null) throw new Mismatch('A vector is no object.')
  return Object.fromEntries(Object.entries(value))
}

/** Absent, null and empty all say that the vector has no such value. */
export function has(entry: VectorEntry, name: string): boolean {
  return entry[name] !== undefined && entry[name] !== null && entry[name] !== ''
}

export function textOf(entry: VectorEntry, name: string): string {
  const value = entry[name]
  if (typeof value !== 'string') throw new Mismatch(`${name} is no text.`)
  return value
}

export function numberOf(entry: VectorEntry, name: string): number {
  const value = entry[name]
  if (typeof value !== 'number') throw new Mismatch(`${name} is no number.`)
  return value
}

export function bytesOf(entry: VectorEntry, name: string): Uint8Array {
  return hexToBytes(textOf(entry, name))
}

export function expectSame(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) {
    throw new Mismatch(`${what} is ${shorten(actual)}, and should be ${shorten(expected)}.`)
  }
}

function shorten(value: unknown): string {
  const text = String(value)
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
