import { p256 } from '@noble/curves/nist.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { describe, expect, test } from 'vitest'
import { toBase64, toBase64Url } from './base64.ts'
import type { WalletIdentity } from './identity.ts'
import { readMap, type Value } from './read-msgpack.ts'
import { verifySignature } from './signature.ts'
import { bytes } from './testing/sample-exchange.ts'
import { authenticatorKeys } from './wallet/authenticator-keys.ts'
import { softAuthenticator } from './wallet/soft-authenticator.ts'
import { writeMap } from './write-msgpack.ts'

const DIGEST = bytes(32, 5)
const PRIVATE_KEY = bytes(32, 6)
const CHALLENGE = sha256(DIGEST)
const ORIGIN = { origin: 'https://wallet.example', rpId: 'wallet.example' }

const keys = authenticatorKeys('fido2-es256', PRIVATE_KEY)
const identity: WalletIdentity = {
  type: 4,
  version: 1,
  algorithm: 'fido2-es256',
  id: new Uint8Array(),
  signingKey: p256.getPublicKey(PRIVATE_KEY, false),
  encryptionKey: bytes(32, 1),
}

interface Asked {
  readonly clientData?: string | Uint8Array
  readonly request?: Record<string, unknown>
  readonly flags?: number
  readonly rpId?: string
  readonly authenticatorData?: Uint8Array
  readonly sign?: (message: Uint8Array) => Uint8Array
}

/** An assertion like those of authenticators, but for what is given; always over what it says. */
function assertion(asked: Asked = {}): Uint8Array {
  const request = {
    type: 'webauthn.get',
    challenge: toBase64Url(CHALLENGE),
    origin: ORIGIN.origin,
    ...asked.request,
  }
  const text = asked.clientData ?? JSON.stringify(request)
  const clientData = typeof text === 'string' ? utf8ToBytes(text) : text
  const authenticatorData =
    asked.authenticatorData ??
    concatBytes(
      sha256(utf8ToBytes(asked.rpId ?? ORIGIN.rpId)),
      Uint8Array.of(asked.flags ?? 0x05),
      bytes(4, 0),
    )
  const signature = (asked.sign ?? keys.sign)(concatBytes(authenticatorData, sha256(clientData)))
  return writeMap([
    ['s', signature],
    ['c', clientData],
    ['a', authenticatorData],
  ])
}

function verifies(signature: Uint8Array, origins?: readonly { origin: string; rpId: string }[]): boolean {
  return verifySignature({ identity, digest: DIGEST, signature, origins })
}

describe('an assertion', () => {
  test.each<[string, Asked]>([
    ['as authenticators write it', {}],
    ['whose challenge is in the standard alphabet', { request: { challenge: toBase64(CHALLENGE) } }],
    ['whose challenge is padded', { request: { challenge: `${toBase64Url(CHALLENGE)}=` } }],
    ['with every flag', { flags: 0xff }],
    [
      'with extension data',
      { authenticatorData: concatBytes(bytes(32, 1), Uint8Array.of(0x85), bytes(20, 0)) },
    ],
    ['signed as r and s', { sign: (message) => p256.sign(message, PRIVATE_KEY, { lowS: false }) }],
  ])('%s is taken', (_, asked) => {
    expect(verifies(assertion(asked))).toBe(true)
  })

  test.each<[string, Asked]>([
    ['without presence', { flags: 0x04 }],
    ['without verification', { flags: 0x01 }],
    ['of a registration', { request: { type: 'webauthn.create' } }],
    ['without a type', { request: { type: undefined } }],
    ['for another digest', { request: { challenge: toBase64Url(sha256(bytes(32, 6))) } }],
    ['for the digest itself', { request: { challenge: toBase64Url(DIGEST) } }],
    ['whose challenge is no text', { request: { challenge: 5 } }],
    ['whose challenge is no base64', { request: { challenge: '*' } }],
    ['whose request is no JSON', { clientData: 'no' }],
    ['whose request is nothing', { clientData: 'null' }],
    ['whose request is no UTF-8', { clientData: Uint8Array.of(0xff) }],
    [
      'with 36 bytes of data',
      { authenticatorData: concatBytes(bytes(32, 1), Uint8Array.of(5), bytes(3, 0)) },
    ],
    ['signed over something else', { sign: () => keys.sign(bytes(10, 1)) }],
    ['with an empty signature', { sign: () => new Uint8Array() }],
    ['with a signature of 64 zeros', { sign: () => bytes(64, 0) }],
    ['with DER that goes on', { sign: (message) => concatBytes(keys.sign(message), bytes(1, 0)) }],
    ['of more than 8 KiB', { request: { pad: 'a'.repeat(8000) } }],
  ])('%s is refused', (_, asked) => {
    expect(verifies(assertion(asked))).toBe(false)
  })

  test('that is no map of three byte strings is refused', () => {
    const parts = [...readMap(assertion())]
    expect(verifies(writeMap(parts))).toBe(true)
    for (const [name] of parts) {
      expect(verifies(writeMap(parts.filter(([other]) => other !== name)))).toBe(false)
      expect(
        verifies(
          writeMap(parts.map(([other, value]): [string, Value] => [other, other === name ? 'text' : value])),
        ),
      ).toBe(false)
    }
    expect(verifies(keys.sign(DIGEST))).toBe(false)
    expect(verifies(new Uint8Array())).toBe(false)
  })

  test('both halves of the range of s are taken', () => {
    const order = p256.Point.Fn.ORDER
    const sign = (message: Uint8Array) => {
      const { r, s } = p256.Signature.fromBytes(p256.sign(message, PRIVATE_KEY), 'compact')
      return new p256.Signature(r, order - s).toBytes('der')
    }
    expect(verifies(assertion())).toBe(true)
    expect(verifies(assertion({ sign }))).toBe(true)
  })
})

describe('the place it was asked for at', () => {
  test('is any, until places are named', () => {
    const elsewhere = assertion({ rpId: 'evil.example', request: { origin: 'https://evil.example' } })
    expect(verifies(elsewhere)).toBe(true)
    expect(verifies(elsewhere, [ORIGIN])).toBe(false)
  })

  test('has its origin and its relying party', () => {
    const other = { origin: 'https://b.example', rpId: 'b.example' }
    expect(verifies(assertion(), [other, ORIGIN])).toBe(true)
    expect(verifies(assertion(), [])).toBe(false)
    expect(verifies(assertion({ rpId: other.rpId }), [other, ORIGIN])).toBe(false)
    expect(verifies(assertion({ request: { origin: undefined } }), [ORIGIN])).toBe(false)
  })
})

test.each([3, 4] as const)('the authenticator in software signs for type %i', (type) => {
  for (const algorithm of ['fido2-es256', 'fido2-eddsa', 'fido2-mldsa87'] as const) {
    const signer = softAuthenticator({ type, algorithm, version: 1, entropy: bytes(32, 8), ...ORIGIN })
    const signature = signer.sign(DIGEST)
    const call = { identity: signer.identity, digest: DIGEST, signature, origins: [ORIGIN] }
    expect(verifySignature(call)).toBe(true)
    expect(verifySignature({ ...call, digest: bytes(32, 4) })).toBe(false)
  }
})
