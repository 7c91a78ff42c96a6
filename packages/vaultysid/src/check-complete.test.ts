import { describe, expect, test } from 'vitest'
import type { Algorithm } from './algorithms.ts'
import { asComplete, parseCertificate, type Complete } from './certificate.ts'
import { checkComplete } from './check-complete.ts'
import { toAccountDid } from './did.ts'
import { toId } from './identity.ts'
import { toDigest, toPrefixedDigest } from './signature.ts'
import { expectCode } from './testing/expect-code.ts'
import { bytes, NOW, sampleExchange, sampleServer, sampleWallet } from './testing/sample-exchange.ts'
import { verifyCertificate } from './verify-certificate.ts'
import { writeCertificate, writeUnsigned } from './write-certificate.ts'

const ALGORITHMS: readonly Algorithm[] = [
  'ed25519',
  'mldsa87',
  'hybrid',
  'fido2-es256',
  'fido2-eddsa',
  'fido2-mldsa87',
]
const VERSIONS = [0, 1] as const
const METADATA = { name: 'Ada', device: 'phone' }

function completeOf(message: Uint8Array): Complete {
  const complete = asComplete(parseCertificate(message))
  if (!complete) throw new Error('The sample is not complete.')
  return complete
}

const EXCHANGES = VERSIONS.map((version) => sampleExchange({ version, metadata: METADATA }))

describe('a last message', () => {
  for (const version of VERSIONS) {
    test.each(ALGORITHMS)(`of version ${version} by %s is taken and kept`, (algorithm) => {
      const { server, wallet, step1, complete } = sampleExchange({ version, wallet: sampleWallet(algorithm) })
      const end = checkComplete({ server, step1, message: complete, now: NOW })
      expect(end.wallet).toEqual(wallet.toVersion(1).identity)
      expect(end.did).toBe(toAccountDid(wallet.identity))
      expect(end.certificate).toEqual(complete)
      const later = verifyCertificate(end.certificate)
      const { identity } = server
      expect(later).toEqual({ wallet: end.wallet, server: identity, timestamp: NOW, service: 'register' })
    })
  }

  test('of version 0 may be signed either way, of version 1 one way', () => {
    for (const scheme of ['v0', 'v1'] as const) {
      const { server, step1, complete } = sampleExchange({ version: 0, scheme })
      expect(checkComplete({ server, step1, message: complete, now: NOW }).wallet.version).toBe(1)
    }
  })

  test('of version 1 is refused when it is signed the way of version 0', () => {
    const { server, wallet, step1, complete } = sampleExchange({ version: 1 })
    const genuine = completeOf(complete)
    const sign1 = wallet.sign(toPrefixedDigest(genuine.pk1, writeUnsigned(genuine)))
    const message = writeCertificate({ ...genuine, sign1 })
    expectCode(() => checkComplete({ server, step1, message, now: NOW }), 'bad-sign1')
  })

  test('of version 0 may have its metadata in another order, of version 1 not: it is signed there', () => {
    const codes = EXCHANGES.map(({ server, step1, complete }) => {
      const own = new Map(Object.entries(METADATA).toReversed())
      const message = writeCertificate({ ...completeOf(complete), metadata: new Map([['pk1', own]]) })
      return () => checkComplete({ server, step1, message, now: NOW })
    })
    expect(codes[0]?.().certificate.length).toBeGreaterThan(0)
    expectCode(() => codes[1]?.(), 'bad-sign2')
  })
})

describe.each(EXCHANGES)('a last message is refused', ({ server, wallet, init, step1, complete }) => {
  const genuine = completeOf(complete)
  const { version } = genuine
  const check = (message: Uint8Array, now = NOW) => checkComplete({ server, step1, message, now })
  const other = sampleExchange({ version, metadata: METADATA, wallet: sampleWallet('ed25519', 9) })

  test.each<[string, Parameters<typeof expectCode>[1], Partial<Complete>]>([
    ['of the other version', 'bad-version', { version: version === 0 ? 1 : 0 }],
    ['of another protocol', 'context-changed', { protocol: 'x' }],
    ['of another service', 'context-changed', { service: 'auth' }],
    ['of another time', 'timestamp-changed', { timestamp: NOW + 1 }],
    ['of another wallet', 'pk1-changed', { pk1: completeOf(other.complete).pk1 }],
    ['of another server', 'pk2-changed', { pk2: sampleServer(8).toVersion(version).identity.id }],
    ['with another nonce', 'nonce-changed', { nonce: bytes(32, 3) }],
    ['with half a nonce', 'nonce-changed', { nonce: bytes(16, 3) }],
    ['with other metadata', 'metadata-changed', { metadata: new Map() }],
    ['with our signature on both sides', 'bad-sign1', { sign1: genuine.sign2 }],
    ['with the wallet signature on both sides', 'bad-sign2', { sign2: genuine.sign1 }],
    ['signed by another wallet', 'bad-sign1', { sign1: completeOf(other.complete).sign1 }],
    ['with an empty signature', 'bad-sign1', { sign1: new Uint8Array() }],
  ])(`%s (version ${version})`, (_, code, changes) => {
    expectCode(() => check(writeCertificate({ ...genuine, ...changes })), code)
  })

  test(`that is an earlier one (version ${version})`, () => {
    expectCode(() => check(step1), 'unexpected-state')
    expectCode(() => check(init), 'unexpected-state')
  })

  test(`when a minute has gone by (version ${version})`, () => {
    expect(check(complete, NOW + 59_999).certificate).toEqual(complete)
    expectCode(() => check(complete, NOW + 60_000), 'stale')
  })

  test(`when the server has become another (version ${version})`, () => {
    expectCode(
      () => checkComplete({ server: sampleServer(8), step1, message: complete, now: NOW }),
      'pk2-changed',
    )
  })

  test(`that carries our key under another name (version ${version})`, () => {
    const { signingKey } = server.identity
    const id = toId({ type: 1, algorithm: 'ed25519', signingKey, encryptionKey: bytes(32, 9) }, version)
    const answered = { ...genuine, pk1: id, sign1: undefined }
    const sign2 = server.sign(toDigest(writeUnsigned(answered)))
    const call = {
      server,
      step1: writeCertificate({ ...answered, sign2 }),
      message: writeCertificate({ ...answered, sign1: sign2, sign2 }),
      now: NOW,
    }
    expectCode(() => checkComplete(call), 'self-identity')
    expectCode(() => verifyCertificate(call.message), 'self-identity')
  })

  test(`whose wallet signed for itself and not for the pair (version ${version})`, () => {
    const sign1 = wallet.sign(toDigest(wallet.identity.id))
    expectCode(() => check(writeCertificate({ ...genuine, sign1 })), 'bad-sign1')
  })
})

test('authenticators are held to the places they may be asked at', () => {
  const wallet = sampleWallet('fido2-es256')
  const { server, step1, complete } = sampleExchange({ version: 1, wallet })
  const call = { server, step1, message: complete, now: NOW }
  const here = { origin: 'https://wallet.example', rpId: 'wallet.example' }
  const elsewhere = { origin: 'https://b.example', rpId: 'b.example' }
  expect(checkComplete({ ...call, origins: [elsewhere, here] }).did).toBe(toAccountDid(wallet.identity))
  expectCode(() => checkComplete({ ...call, origins: [elsewhere] }), 'bad-sign1')
})
