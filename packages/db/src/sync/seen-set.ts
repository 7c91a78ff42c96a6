const CHUNK_BITS = 16
const CHUNK_BYTES = (1 << CHUNK_BITS) / 8

/**
 * Remembers which rows a reading has met, one bit each, by the row's ordinal: a million people cost 128 KiB. Ordinals
 * may be sparse; only chunks that were touched take memory.
 */
export class SeenSet {
  readonly #chunks = new Map<number, Uint8Array>()
  #size = 0

  /** Number of different ordinals met. */
  get size(): number {
    return this.#size
  }

  add(ordinal: number): void {
    const key = Math.floor(ordinal / (1 << CHUNK_BITS))
    let chunk = this.#chunks.get(key)
    if (!chunk) {
      chunk = new Uint8Array(CHUNK_BYTES)
      this.#chunks.set(key, chunk)
    }
    const bit = ordinal % (1 << CHUNK_BITS)
    const mask = 1 << (bit & 7)
    const byte = chunk[bit >> 3] ?? 0
    if (byte & mask) return
    chunk[bit >> 3] = byte | mask
    this.#size += 1
  }

  has(ordinal: number): boolean {
    const chunk = this.#chunks.get(Math.floor(ordinal / (1 << CHUNK_BITS)))
    const bit = ordinal % (1 << CHUNK_BITS)
    return chunk !== undefined && ((chunk[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0
  }

  /** Up to `limit` ordinals greater than `after`, in ascending order. */
  after(after: number, limit: number): number[] {
    const found: number[] = []
    const first = Math.floor((after + 1) / (1 << CHUNK_BITS))
    for (const key of [...this.#chunks.keys()].filter((one) => one >= first).toSorted((a, b) => a - b)) {
      const base = key * (1 << CHUNK_BITS)
      for (let ordinal = Math.max(base, after + 1); ordinal < base + (1 << CHUNK_BITS); ordinal += 1) {
        if (!this.has(ordinal)) continue
        found.push(ordinal)
        if (found.length === limit) return found
      }
    }
    return found
  }

  /** For a checkpoint: per chunk its number (32 bit, big endian) and its bits. */
  toBytes(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.#chunks.size * (4 + CHUNK_BYTES))
    const view = new DataView(bytes.buffer)
    let offset = 0
    for (const [key, chunk] of this.#chunks) {
      view.setUint32(offset, key)
      bytes.set(chunk, offset + 4)
      offset += 4 + CHUNK_BYTES
    }
    return bytes
  }

  static fromBytes(bytes: Uint8Array): SeenSet {
    const seen = new SeenSet()
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let offset = 0; offset + 4 + CHUNK_BYTES <= bytes.length; offset += 4 + CHUNK_BYTES) {
      const chunk = bytes.slice(offset + 4, offset + 4 + CHUNK_BYTES)
      seen.#chunks.set(view.getUint32(offset), chunk)
      for (const byte of chunk) seen.#size += popCount(byte)
    }
    return seen
  }
}

function popCount(byte: number): number {
  let count = 0
  for (let rest = byte; rest !== 0; rest &= rest - 1) count += 1
  return count
}
