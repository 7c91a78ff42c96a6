import { describe, expect, it } from 'vitest'
import { createKeyRing, SealError } from './seal.ts'
import { Secret } from './secret.ts'

const OLD_KEY = Buffer.alloc(32, 1).toString('base64')
const NEW_KEY = Buffer.alloc(32, 2).toString('base64')

describe('a key ring', () => {
  const ring = createKeyRing(NEW_KEY)

  it('gives back what it sealed', () => {
    expect(
      ring.open('connection.secret', 'row-1', ring.seal('connection.secret', 'row-1', 'pässword')).reveal(),
    ).toBe('pässword')
    expect(ring.open('a', 'b', ring.seal('a', 'b', new Secret(''))).reveal()).toBe('')
  })

  it('never seals the same text to the same bytes, nor leaves it readable', () => {
    const first = Buffer.from(ring.seal('p', 'r', 'client secret'))
    expect(first.equals(Buffer.from(ring.seal('p', 'r', 'client secret')))).toBe(false)
    expect(first.includes('client')).toBe(false)
  })

  it.each([
    ['another purpose', 'connection.delta', 'row-1'],
    ['another row', 'connection.secret', 'row-2'],
    ['the same letters, cut elsewhere', 'connection.secretr', 'ow-1'],
  ])('does not open under %s', (_, purpose, rowId) => {
    const sealed = ring.seal('connection.secret', 'row-1', 'x')
    expect(() => ring.open(purpose, rowId, sealed)).toThrow(
      /was changed since it was sealed, or belongs elsewhere/,
    )
  })

  it('does not open once any byte was changed', () => {
    const sealed = ring.seal('p', 'r', 'text')
    for (const index of sealed.keys()) {
      const changed = sealed.map((byte, at) => (at === index ? byte ^ 1 : byte))
      expect(() => ring.open('p', 'r', changed)).toThrow(SealError)
    }
  })

  it('does not open what is too short to be sealed', () => {
    expect(() => ring.open('p', 'r', ring.seal('p', 'r', '').subarray(0, -1))).toThrow(/not in a form/)
    expect(() => ring.open('p', 'r', new Uint8Array())).toThrow(/not in a form/)
  })
})

describe('replacing a key', () => {
  const sealedBefore = createKeyRing(OLD_KEY).seal('p', 'r', 'text')

  it('opens old values while the old key stands behind the new one', () => {
    const both = createKeyRing(`${NEW_KEY}, ${OLD_KEY}`)
    expect(both.open('p', 'r', sealedBefore).reveal()).toBe('text')
    expect(
      createKeyRing(NEW_KEY)
        .open('p', 'r', both.seal('p', 'r', 'later'))
        .reveal(),
    ).toBe('later')
  })

  it('says so when the key is missing', () => {
    expect(() => createKeyRing(NEW_KEY).open('p', 'r', sealedBefore)).toThrow(
      /a key this server does not have/,
    )
  })
})

it.each([
  '',
  'short',
  `${NEW_KEY},`,
  Buffer.alloc(31).toString('base64'),
  Buffer.alloc(33).toString('base64'),
])('refuses %j as a key without repeating it', (key) => {
  expect(() => createKeyRing(key)).toThrow(/32 random bytes in base64/)
  if (key !== '') expect(() => createKeyRing(key)).not.toThrow(key)
})
