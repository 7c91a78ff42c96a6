import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toBase64 } from './base64.ts'
import { openFrame, sealFrame } from './frame.ts'
import { codeOf, expectCode } from './testing/expect-code.ts'
import { bytes } from './testing/sample-exchange.ts'

const KEY = '5a'.repeat(32)
const frame = sealFrame({ key: KEY, message: bytes(60, 1), nonce: bytes(24, 2) })

describe('a frame', () => {
  test('opens to what was sealed', () => {
    const arbitrary = fc.record({
      key: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      message: fc.uint8Array({ minLength: 1, maxLength: 2000 }),
      nonce: fc.uint8Array({ minLength: 24, maxLength: 24 }),
    })
    fc.assert(
      fc.property(arbitrary, ({ key, message, nonce }) => {
        const digits = Array.from(key, (byte) => byte.toString(16).padStart(2, '0')).join('')
        expect(openFrame({ key: digits, frame: sealFrame({ key: digits, message, nonce }) })).toEqual(message)
      }),
    )
  })

  test('with any other character in any place does not open', () => {
    const alphabet = 'ABCXYZabcxyz0189+/=-_ \n'
    for (let at = 0; at < frame.length; at++) {
      for (const other of alphabet) {
        if (other === frame[at]) continue
        const damaged = frame.slice(0, at) + other + frame.slice(at + 1)
        expectCode(() => openFrame({ key: KEY, frame: damaged }), 'decrypt-failed')
      }
    }
  })

  test.each([
    ['nothing', ''],
    ['the abort of a relay', 'AA=='],
    ['40 bytes', toBase64(bytes(40, 0))],
    ['a line more', `${frame}\n`],
    ['more than 64 KiB', toBase64(bytes(49_152 + 3, 0))],
  ])('of %s does not open', (_, text) => {
    expectCode(() => openFrame({ key: KEY, frame: text }), 'decrypt-failed')
  })

  test.each(['', 'zz'.repeat(32), '5A'.repeat(32), KEY.slice(2)])('does not open with the key %j', (key) => {
    expectCode(() => openFrame({ key, frame }), 'decrypt-failed')
  })

  test('any text opens or gives `decrypt-failed`', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String({ maxLength: 300 })), (text) => {
        expect(['ok', 'decrypt-failed']).toContain(codeOf(() => openFrame({ key: KEY, frame: text })))
      }),
    )
  })

  test('is refused with nothing in it, and with more than 64 KiB of text', () => {
    for (const length of [0, 49_153]) {
      const sealed = sealFrame({ key: KEY, message: bytes(length, 1), nonce: bytes(24, 2) })
      expectCode(() => openFrame({ key: KEY, frame: sealed }), 'decrypt-failed')
    }
  })

  test('has room for the largest exchange there is', () => {
    const message = bytes(40_000, 7)
    expect(openFrame({ key: KEY, frame: sealFrame({ key: KEY, message, nonce: bytes(24, 2) }) })).toEqual(
      message,
    )
  })
})
