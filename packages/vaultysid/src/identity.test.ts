import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Algorithm } from './algorithms.ts'
import { toAccountDid, toDid, toFingerprint } from './did.ts'
import { isPerson, parseIdentity, toVersion } from './identity.ts'
import type { Value } from './read-msgpack.ts'
import { codeOf, expectCode } from './testing/expect-code.ts'
import { bytes, sampleWallet } from './testing/sample-exchange.ts'
import { softAuthenticator } from './wallet/soft-authenticator.ts'
import { writeMap } from './write-msgpack.ts'

const ED25519 = sampleWallet().identity
const E = bytes(32, 9)
const ALGORITHMS: readonly Algorithm[] = [
  'ed25519',
  'mldsa87',
  'hybrid',
  'fido2-es256',
  'fido2-eddsa',
  'fido2-mldsa87',
]

function withType(type: number): Uint8Array {
  return concatBytes(Uint8Array.of(type), ED25519.id.subarray(1))
}

function withBody(type: number, entries: readonly [string, Value][]): Uint8Array {
  return concatBytes(Uint8Array.of(type), writeMap(entries))
}

/** Ids of keys in software hold any 32 bytes in the place of x. */
function withKey(x: Uint8Array): Uint8Array {
  return withBody(1, [
    ['v', 1],
    ['x', x],
    ['e', E],
  ])
}

function coseKey(fill: number): Uint8Array {
  const key = softAuthenticator({ type: 3, algorithm: 'fido2-eddsa', version: 1, entropy: bytes(32, fill) })
  return key.identity.coseKey ?? new Uint8Array()
}

describe('an id', () => {
  test.each(ALGORITHMS)('of %s is read back', (algorithm) => {
    const { identity } = sampleWallet(algorithm)
    expect(parseIdentity(identity.id)).toEqual(identity)
  })

  test('is copied, whatever kind of array it comes in', () => {
    const source = Uint8Array.from(ED25519.id)
    const identity = parseIdentity(source.subarray(0))
    source.fill(0)
    expect(identity.id).toEqual(ED25519.id)
  })

  test('belongs to a person for types 1, 3 and 4', () => {
    const persons = [0, 1, 2].map((type) => isPerson(parseIdentity(withType(type))))
    expect(persons).toEqual([false, true, false])
    expect(
      isPerson(softAuthenticator({ type: 3, algorithm: 'fido2-eddsa', version: 0, entropy: E }).identity),
    ).toBe(true)
    expect(isPerson(sampleWallet('fido2-es256').identity)).toBe(true)
  })

  test.each([
    ['of type 5', withType(5)],
    ['of type 255', withType(255)],
    ['that is empty', new Uint8Array()],
    ['that is cut', ED25519.id.subarray(0, 76)],
    ['with a byte more', concatBytes(ED25519.id, Uint8Array.of(0))],
    [
      'of version 2',
      withBody(1, [
        ['v', 2],
        ['x', ED25519.signingKey],
        ['e', E],
      ]),
    ],
    [
      'without a version',
      withBody(1, [
        ['x', ED25519.signingKey],
        ['e', E],
      ]),
    ],
    [
      'in another order',
      withBody(1, [
        ['x', ED25519.signingKey],
        ['v', 1],
        ['e', E],
      ]),
    ],
    [
      'with a proof',
      withBody(1, [
        ['v', 1],
        ['p', bytes(32, 1)],
        ['x', ED25519.signingKey],
        ['e', E],
      ]),
    ],
    [
      'with keys of other sizes',
      withBody(1, [
        ['v', 1],
        ['x', bytes(31, 1)],
        ['e', bytes(33, 1)],
      ]),
    ],
    [
      'with a key as text',
      withBody(1, [
        ['v', 1],
        ['x', 'a'.repeat(32)],
        ['e', E],
      ]),
    ],
    [
      'of an authenticator without a key',
      withBody(3, [
        ['v', 1],
        ['e', E],
      ]),
    ],
    [
      'of an authenticator whose encryption key is short',
      withBody(4, [
        ['v', 1],
        ['c', coseKey(1)],
        ['e', bytes(31, 1)],
      ]),
    ],
    [
      'of an authenticator whose version is nothing',
      withBody(4, [
        ['v', null],
        ['c', coseKey(1)],
        ['e', E],
      ]),
    ],
    [
      'with a key of more than 4096 bytes',
      withBody(3, [
        ['v', 1],
        ['c', concatBytes(coseKey(1), bytes(4096, 0))],
        ['e', E],
      ]),
    ],
    [
      'of more than 8192 bytes',
      withBody(3, [
        ['v', 1],
        ['c', coseKey(1)],
        ['e', E],
        ['z', bytes(8192, 0)],
      ]),
    ],
    [
      'of a security key at version 0 whose key is too long',
      withBody(3, [
        ['v', 0],
        ['c', concatBytes(coseKey(1), bytes(250, 0))],
        ['e', E],
      ]),
    ],
  ])('%s is refused', (_, id) => {
    expectCode(() => parseIdentity(id), 'bad-identity')
  })

  test('any bytes give an identity, `bad-identity` or `weak-key`', () => {
    const ids = ALGORITHMS.map((algorithm) => sampleWallet(algorithm).identity.id)
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 90 }),
        fc.constantFrom(...ids),
        fc.nat(),
        fc.nat(255),
        (noise, id, at, byte) => {
          const damaged = Uint8Array.from(id)
          damaged[at % Math.min(damaged.length, 140)] = byte
          for (const input of [noise, concatBytes(Uint8Array.of(3), noise), damaged]) {
            expect(['ok', 'bad-identity', 'weak-key']).toContain(codeOf(() => parseIdentity(input)))
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('a key under which signatures prove nothing', () => {
  const p = 2n ** 255n - 19n
  const littleEndian = (value: bigint) => hexToBytes(value.toString(16).padStart(64, '0')).toReversed()
  const smallOrder = ed25519.Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a')

  test.each([
    ['is the identity', littleEndian(1n)],
    ['is zero', bytes(32, 0)],
    ['is of order 8', smallOrder.toBytes()],
    ['is no point', littleEndian(2n)],
    ['is written above the field', littleEndian(p + 3n)],
    ['is the identity written above the field', littleEndian(p + 1n)],
    ['has a sign that zero does not have', hexToBytes(`01${'00'.repeat(30)}80`)],
  ])('%s', (_, key) => {
    expectCode(() => parseIdentity(withKey(key)), 'weak-key')
  })

  test('is refused in an authenticator and in a hybrid', () => {
    const cose = concatBytes(hexToBytes('a4010103272006215820'), littleEndian(1n))
    expectCode(
      () =>
        parseIdentity(
          withBody(4, [
            ['v', 1],
            ['c', cose],
            ['e', E],
          ]),
        ),
      'weak-key',
    )
    const hybrid = concatBytes(littleEndian(1n), sampleWallet('hybrid').identity.signingKey.subarray(32))
    expectCode(() => parseIdentity(withKey(hybrid)), 'weak-key')
  })

  test('is a point that P-256 does not have', () => {
    const cose = concatBytes(
      hexToBytes('a5010203262001215820'),
      bytes(32, 1),
      hexToBytes('225820'),
      bytes(32, 1),
    )
    expectCode(
      () =>
        parseIdentity(
          withBody(4, [
            ['v', 1],
            ['c', cose],
            ['e', E],
          ]),
        ),
      'weak-key',
    )
  })
})

describe('versions', () => {
  test('there and back is where it was', () => {
    const arbitrary = fc.record({
      entropy: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      type: fc.constantFrom(3 as const, 4 as const),
      version: fc.constantFrom(0 as const, 1 as const),
      algorithm: fc.constantFrom('fido2-es256' as const, 'fido2-eddsa' as const),
    })
    fc.assert(
      fc.property(arbitrary, (options) => {
        const { identity } = softAuthenticator(options)
        const other = toVersion(identity, options.version === 0 ? 1 : 0)
        expect(toVersion(other, options.version)).toEqual(identity)
        expect(parseIdentity(other.id)).toEqual(other)
        expect(toDid(other)).not.toBe(toDid(identity))
        expect(toAccountDid(other)).toBe(toAccountDid(identity))
      }),
      { numRuns: 25 },
    )
    for (const algorithm of ['ed25519', 'mldsa87', 'hybrid'] as const) {
      const { identity } = sampleWallet(algorithm)
      expect(toVersion(toVersion(identity, 0), 1)).toEqual(identity)
    }
  })

  test('a post-quantum security key has no version 0', () => {
    const { identity } = softAuthenticator({ type: 3, algorithm: 'fido2-mldsa87', version: 1, entropy: E })
    expectCode(() => toVersion(identity, 0), 'bad-identity')
  })

  test('an authenticator without a version is of version 0', () => {
    const identity = parseIdentity(
      withBody(4, [
        ['c', coseKey(1)],
        ['e', E],
      ]),
    )
    expect(identity.version).toBe(0)
  })

  test('what else an authenticator writes leaves the account DID alone', () => {
    const plain = parseIdentity(
      withBody(4, [
        ['v', 1],
        ['c', coseKey(1)],
        ['e', E],
      ]),
    )
    const more = parseIdentity(
      withBody(4, [
        ['e', E],
        ['c', coseKey(1)],
        ['v', 1],
        ['n', 'my key'],
      ]),
    )
    expect(toDid(more)).not.toBe(toDid(plain))
    expect(toAccountDid(more)).toBe(toAccountDid(plain))
    expect(toVersion(more, 1).id).toEqual(plain.id)
  })
})

describe('names', () => {
  test('the fingerprint is the DID for people', () => {
    const digits = toDid(ED25519).slice('did:vaultys:'.length)
    expect(toFingerprint(ED25519)).toMatch(/^([0-9A-F]{4} ){9}[0-9A-F]{4}$/)
    expect(toFingerprint(ED25519).replaceAll(' ', '').toLowerCase()).toBe(digits)
    expect(digits.startsWith(bytesToHex(Uint8Array.of(ED25519.type)))).toBe(true)
  })
})
