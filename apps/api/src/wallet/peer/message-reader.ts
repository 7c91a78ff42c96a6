import { BinarypackError, MAX_PACKED_BYTES, unpack, type Chunk } from './binarypack.ts'

/** Texts that may be incomplete at the same time; a wallet sends one after the other. */
const MAX_INCOMPLETE = 2
const MAX_CHUNKS = 256
/** Texts that came in parts, over the life of a channel; an exchange needs two. */
const MAX_COMPLETE = 16

export type Heard = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'close' }

export interface MessageReader {
  /** What became complete with this message; null while parts are missing. Throws BinarypackError. */
  read(bytes: Uint8Array): Heard | null
}

interface Incomplete {
  readonly total: number
  readonly parts: Map<number, Uint8Array>
  bytes: number
}

/** Puts the texts of one channel together. Parts come in any order and more than once; a text has at most 64 KiB. */
export function createMessageReader(): MessageReader {
  const incomplete = new Map<number, Incomplete>()
  const complete = new Set<number>()

  function add({ message, index, total, bytes }: Chunk): Uint8Array | null {
    if (complete.has(message)) return null
    const known = incomplete.get(message) ?? { total, parts: new Map<number, Uint8Array>(), bytes: 0 }
    if (known.total !== total || total > MAX_CHUNKS || index >= total) throw unfitting()
    incomplete.set(message, known)
    if (incomplete.size > MAX_INCOMPLETE || complete.size >= MAX_COMPLETE) throw unfitting()
    if (known.parts.has(index)) return null
    known.bytes += bytes.length
    if (known.bytes > MAX_PACKED_BYTES) throw unfitting()
    // A copy: what the channel hands over may be a view of a larger buffer, or be used again.
    known.parts.set(index, bytes.slice())
    if (known.parts.size < total) return null
    incomplete.delete(message)
    complete.add(message)
    const inOrder = [...known.parts].toSorted(([a], [b]) => a - b).map(([, part]) => part)
    return new Uint8Array(Buffer.concat(inOrder))
  }

  return {
    read(bytes) {
      const part = unpack(bytes)
      if (part.kind !== 'chunk') return part
      const whole = add(part)
      if (!whole) return null
      const message = unpack(whole)
      if (message.kind === 'chunk') throw unfitting()
      return message
    },
  }
}

function unfitting(): BinarypackError {
  return new BinarypackError('The parts of a message do not fit together.')
}
