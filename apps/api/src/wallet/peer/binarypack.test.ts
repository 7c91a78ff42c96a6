import { describe, expect, it } from 'vitest'
import { BinarypackError, MAX_TEXT_BYTES, packText, unpack } from './binarypack.ts'
import { createMessageReader } from './message-reader.ts'

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const toHex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex')

/** Whole numbers below a limit, the same at every run. */
function seededRandom(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

function randomText(random: (limit: number) => number, most: number): string {
  const alphabet = ['a', 'Z', '9', '+', '/', '=', 'é', '€', '𝄞', '\0', '\uFEFF']
  return Array.from({ length: random(most) }, () => alphabet[random(alphabet.length)]).join('')
}

const isPart = (message: Uint8Array) => (message[0] ?? 0) === 0x84

/** What a channel of its own makes of these messages. */
function readAll(messages: readonly Uint8Array[]): string[] {
  const reader = createMessageReader()
  return messages.flatMap((message) => {
    const heard = reader.read(message)
    return heard?.kind === 'text' ? [heard.text] : []
  })
}

describe('what PeerJS clients send', () => {
  it.each([
    ['a short text', 'b3 61 62 63', 'abc'],
    ['an empty text', 'b0', ''],
    ['a text of 16 bytes', `d8 0010 ${'61'.repeat(16)}`, 'a'.repeat(16)],
    ['a short text with a long head', 'd9 00000001 61', 'a'],
  ])('is read: %s', (_what, bytes, text) => {
    expect(unpack(hex(bytes))).toEqual({ kind: 'text', text })
  })

  it('is written byte for byte', () => {
    expect(toHex(packText('abc', 1)[0])).toBe('b3616263')
    expect(toHex(packText('a'.repeat(300), 1)[0]).slice(0, 8)).toBe('d8012c61')
    expect(toHex(packText('a'.repeat(MAX_TEXT_BYTES), 1, 1e6)[0]).slice(0, 12)).toBe('d90001000061')
  })

  it('may be cut in parts: __peerData, n, data, total', () => {
    const first = `84 ba 5f5f7065657244617461 01 b1 6e 00 b4 64617461 a2 b3 61 b5 746f74616c 02`
    const second = `84 ba 5f5f7065657244617461 01 b1 6e 01 b4 64617461 a2 62 63 b5 746f74616c 02`
    expect(readAll([hex(first), hex(second)])).toEqual(['abc'])
    expect(packText('abc', 1, 2).map(toHex)).toEqual([first, second].map((text) => text.replaceAll(' ', '')))
  })

  it('may be a farewell', () => {
    const farewell = '81 ba 5f5f7065657244617461 81 b4 74797065 b5 636c6f7365'
    expect(unpack(hex(farewell))).toEqual({ kind: 'close' })
    expect(createMessageReader().read(hex(farewell))).toEqual({ kind: 'close' })
  })
})

describe('texts', () => {
  it('come out as they went in, whole or in parts of any size', () => {
    const random = seededRandom(1)
    for (let turn = 0; turn < 300; turn += 1) {
      const text = randomText(random, 15_000)
      expect(readAll(packText(text, 1, 300 + random(20_000)))).toEqual([text])
    }
  })

  it('come out once, however often and in whatever order their parts come', () => {
    const random = seededRandom(2)
    for (let turn = 0; turn < 300; turn += 1) {
      const [one, two] = [randomText(random, 3_000), randomText(random, 3_000)]
      const parts = [...packText(one, 1, 700), ...packText(two, 200, 700)].filter(isPart)
      const shuffled = [...parts, ...parts]
        .map((part) => ({ part, at: random(1e9) }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ part }) => part)
      const whole = readAll(parts)
      expect(readAll(shuffled).toSorted()).toEqual(whole.toSorted())
    }
  })

  it('are at most 64 KiB long, in one piece or in many', () => {
    const longest = 'a'.repeat(MAX_TEXT_BYTES)
    expect(readAll(packText(longest, 1))).toEqual([longest])
    expect(() => packText(`${longest}a`, 1)).toThrow(BinarypackError)
    const endless = hex(`d9 00010001 ${'61'.repeat(MAX_TEXT_BYTES + 1)}`)
    expect(() => unpack(endless)).toThrow(BinarypackError)
    const part = (index: number) =>
      hex(
        `84 ba 5f5f7065657244617461 01 b1 6e ${index.toString(16).padStart(2, '0')}
        b4 64617461 da 3fac ${'61'.repeat(16_300)} b5 746f74616c 0a`.replaceAll(/\s/g, ''),
      )
    const reader = createMessageReader()
    for (let index = 0; index < 4; index += 1) expect(reader.read(part(index))).toBeNull()
    expect(() => reader.read(part(4))).toThrow(BinarypackError)
  })
})

describe('garbage', () => {
  const patient = (bytes: Uint8Array) => {
    const reader = createMessageReader()
    for (let turn = 0; turn < 3; turn += 1) {
      try {
        reader.read(bytes)
      } catch (error) {
        if (!(error instanceof BinarypackError)) throw error
      }
    }
  }

  it('never causes another error than its own', () => {
    const random = seededRandom(3)
    for (let turn = 0; turn < 5_000; turn += 1) {
      patient(Uint8Array.from({ length: random(80) }, () => random(256)))
    }
  })

  it('never does so when it looks much like a part', () => {
    const random = seededRandom(4)
    const [part = new Uint8Array()] = packText('a'.repeat(60), 1, 40)
    for (let turn = 0; turn < 5_000; turn += 1) {
      const damaged = part.slice(0, random(8) === 0 ? random(part.length) : part.length)
      for (let change = 0; change <= random(4); change += 1) damaged[random(part.length)] = random(256)
      patient(damaged)
    }
  })

  it.each([
    ['a number', '05'],
    ['bytes', 'a2 0102'],
    ['nothing', ''],
    ['an array', '91 b1 61'],
    ['a text and more', 'b1 61 00'],
    ['a text that ends early', 'd8 ffff 61'],
    ['a text that is not UTF-8', 'b2 c3 28'],
    ['maps within maps', '81 b1 61 81 b1 61 81 b1 61 81 b1 61 01'],
    ['a field named by a map', '81 80 01'],
    ['a part beyond the last', '84 ba 5f5f7065657244617461 01 b1 6e 02 b4 64617461 a1 61 b5 746f74616c 02'],
    ['a part of nothing', '84 ba 5f5f7065657244617461 01 b1 6e 00 b4 64617461 a1 61 b5 746f74616c 00'],
  ])('is refused: %s', (_what, bytes) => {
    expect(() => createMessageReader().read(hex(bytes))).toThrow(BinarypackError)
  })

  it('cannot pile up: parts of a third text, or of another length, end the patience', () => {
    const part = (message: number, total: number) =>
      hex(`84 ba 5f5f7065657244617461 0${message} b1 6e 00 b4 64617461 a1 61 b5 746f74616c 0${total}`)
    const reader = createMessageReader()
    expect(reader.read(part(1, 2))).toBeNull()
    expect(reader.read(part(2, 2))).toBeNull()
    expect(() => reader.read(part(3, 2))).toThrow(BinarypackError)
    expect(() => createMessageReaderWith(part(1, 2)).read(part(1, 3))).toThrow(BinarypackError)
  })

  function createMessageReaderWith(first: Uint8Array) {
    const reader = createMessageReader()
    reader.read(first)
    return reader
  }

  it('does not hide a part within parts', () => {
    const [inner = new Uint8Array()] = packText('a'.repeat(40), 7, 30)
    const outer = hex(
      `84 ba 5f5f7065657244617461 01 b1 6e 00 b4 64617461 da ${inner.length.toString(16).padStart(4, '0')} ${toHex(inner)} b5 746f74616c 01`,
    )
    expect(() => createMessageReader().read(outer)).toThrow(BinarypackError)
  })
})
