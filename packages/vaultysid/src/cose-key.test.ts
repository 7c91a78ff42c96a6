import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAuthenticatorKey } from './authenticator-key.ts'
import { readCoseKey } from './cose-key.ts'
import { codeOf, expectCode } from './testing/expect-code.ts'
import { authenticatorKeys } from './wallet/authenticator-keys.ts'

const X = '11'.repeat(32)
const EDDSA = `a4010103272006215820${X}`

describe('a COSE key', () => {
  test('holds integers and byte strings', () => {
    const key = readCoseKey(hexToBytes('a4010203262001390100411f'))
    expect([...key]).toEqual([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-257, Uint8Array.of(0x1f)],
    ])
  })

  test('may have its bytes tagged as a typed array, and data behind it', () => {
    const plain = readAuthenticatorKey(hexToBytes(EDDSA))
    const tagged = readAuthenticatorKey(hexToBytes(`a401010327200621d8405820${X}`))
    const followed = readAuthenticatorKey(hexToBytes(`${EDDSA}a16b6372656450726f7465637402`))
    for (const key of [plain, tagged, followed]) {
      expect(key.algorithm).toBe('fido2-eddsa')
      expect(bytesToHex(key.signingKey)).toBe(X)
    }
  })

  test.each([
    ['nothing', ''],
    ['no map', '01'],
    ['an end too early', 'a20101'],
    ['text as a label', 'a1616101'],
    ['text as a value', 'a1016161'],
    ['a list as a value', 'a10180'],
    ['an open end', 'bf0101ff'],
    ['a length of eight bytes', 'bb000000000000000101'],
    ['a label twice', 'a201010102'],
    ['another tag', 'a101c24101'],
    ['the tag around no bytes', 'a101d84001'],
    ['a length beyond the end', 'a1015affffffff00'],
    [
      'more labels than keys have',
      `b1${Array.from({ length: 17 }, (_, index) => `${index.toString(16).padStart(2, '0')}00`).join('')}`,
    ],
  ])('is refused with %s', (_, hex) => {
    expectCode(() => readCoseKey(hexToBytes(hex)), 'bad-identity')
  })

  test('any bytes give a key or `bad-identity`', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (noise) => {
        expect(['ok', 'bad-identity']).toContain(codeOf(() => readCoseKey(noise)))
        expect(['ok', 'bad-identity']).toContain(
          codeOf(() => readCoseKey(concatBytes(Uint8Array.of(0xa2), noise))),
        )
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the key of an authenticator', () => {
  test.each(['fido2-es256', 'fido2-eddsa', 'fido2-mldsa87'] as const)('is read for %s', (algorithm) => {
    const { coseKey } = authenticatorKeys(algorithm, new Uint8Array(32).fill(7))
    expect(readAuthenticatorKey(coseKey).algorithm).toBe(algorithm)
  })

  test.each([
    ['of RSA', 'a30103033901002041ff'],
    ['without an algorithm', `a3010120062158 20${X}`.replace(' ', '')],
    ['of a type that is not that of its algorithm', `a40102032720062158 20${X}`.replace(' ', '')],
    ['of 31 bytes', `a401010327200621581f${'11'.repeat(31)}`],
    ['without y', `a401020326200121582 0${X}`.replace(' ', '')],
    ['whose x is an integer', 'a40101032720062101'],
  ])('is refused when it is %s', (_, hex) => {
    expectCode(() => readAuthenticatorKey(hexToBytes(hex)), 'bad-identity')
  })
})
