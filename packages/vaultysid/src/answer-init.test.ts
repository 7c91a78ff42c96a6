import { concatBytes } from '@noble/hashes/utils.js'
import { describe, expect, test } from 'vitest'
import { answerInit } from './answer-init.ts'
import { asStep1, parseCertificate, type Certificate } from './certificate.ts'
import { toAccountDid, toDid } from './did.ts'
import { parseIdentity, toId } from './identity.ts'
import { readMap, type Value } from './read-msgpack.ts'
import { identityFromEntropy } from './signing-identity.ts'
import { codeOf, expectCode } from './testing/expect-code.ts'
import { bytes, NOW, sampleExchange, sampleServer, sampleWallet } from './testing/sample-exchange.ts'
import { writeCertificate } from './write-certificate.ts'
import { writeMap } from './write-msgpack.ts'

const server = sampleServer()
const { init: INIT } = sampleExchange({ version: 1 })

function answer(message: Uint8Array, now = NOW) {
  return answerInit({ server, message, now, nonce: bytes(16, 4) })
}

/** INIT with fields written over, or left out where they are undefined. */
function initWith(changes: Readonly<Record<string, Value | undefined>>): Uint8Array {
  const fields = new Map([...readMap(INIT), ...Object.entries(changes)])
  return writeMap(
    [...fields].flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  )
}

function metadata(entries: readonly [string, Value][]): Uint8Array {
  return initWith({ metadata: new Map(entries) })
}

describe('the answer', () => {
  test.each([0, 1] as const)('to version %i repeats the message and adds to it', (version) => {
    const { init, wallet } = sampleExchange({ version, metadata: { name: 'Ada' } })
    const { step1, ...said } = answer(init)
    const asked = parseCertificate(init)
    const answered = asStep1(parseCertificate(step1))
    expect(answered?.pk2).toEqual(server.toVersion(version).identity.id)
    expect(answered?.nonce).toEqual(concatBytes(bytes(16, 3), bytes(16, 4)))
    const { pk2: _pk2, sign2: _sign2, nonce: _nonce, ...rest } = { ...answered }
    expect({ ...rest, nonce: asked.nonce, pk2: undefined, sign2: undefined }).toEqual(asked)
    expect(said).toEqual({ wallet: wallet.identity, timestamp: NOW, service: 'register' })
    expect(toDid(said.wallet)).toBe(toAccountDid(parseIdentity(asked.pk1)))
  })

  test('is the same for the same message, time and nonce', () => {
    for (const algorithm of ['ed25519', 'hybrid'] as const) {
      const other = identityFromEntropy({ type: 0, algorithm, version: 1, entropy: bytes(32, 5) })
      const call = { server: other, message: INIT, now: NOW, nonce: bytes(16, 4) }
      expect(answerInit(call).step1).toEqual(answerInit(call).step1)
    }
  })

  test('leaves out fields that are not known', () => {
    expect(answer(initWith({ error: 'none', extra: [1] })).step1).toEqual(answer(INIT).step1)
  })

  test('judges no type', () => {
    for (const type of [0, 2] as const) {
      const { identity } = identityFromEntropy({
        type,
        algorithm: 'ed25519',
        version: 1,
        entropy: bytes(32, 7),
      })
      expect(answer(initWith({ pk1: identity.id })).wallet.type).toBe(type)
    }
  })

  test('needs 16 bytes of randomness', () => {
    expect(() => answerInit({ server, message: INIT, now: NOW, nonce: bytes(15, 4) })).toThrow(RangeError)
  })
})

const keys = {
  algorithm: 'ed25519',
  signingKey: server.identity.signingKey,
  encryptionKey: bytes(32, 9),
} as const

describe('a first message is refused', () => {
  test.each<[string, Parameters<typeof expectCode>[1], Uint8Array]>([
    ['that is the abort', 'malformed', Uint8Array.of(0)],
    ['of version 2', 'bad-version', initWith({ version: 2 })],
    ['whose version is text', 'malformed', initWith({ version: '1' })],
    ['whose version is nothing', 'malformed', initWith({ version: null })],
    ['without a protocol', 'malformed', initWith({ protocol: undefined })],
    ['whose service is bytes', 'malformed', initWith({ service: bytes(4, 1) })],
    ['whose time is zero', 'malformed', initWith({ timestamp: 0 })],
    ['whose time is text', 'malformed', initWith({ timestamp: String(NOW) })],
    ['without pk1', 'malformed', initWith({ pk1: undefined })],
    ['whose pk2 is nothing', 'malformed', initWith({ pk2: null })],
    ['without metadata', 'malformed', initWith({ metadata: undefined })],
    ['with a pk2', 'unexpected-state', initWith({ pk2: bytes(77, 1) })],
    ['with a sign2', 'unexpected-state', initWith({ sign2: bytes(64, 1) })],
    ['of another protocol', 'bad-protocol', initWith({ protocol: 'P2P' })],
    ['of another service', 'bad-service', initWith({ service: 'transfer' })],
    ['whose nonce is short', 'bad-nonce', initWith({ nonce: bytes(15, 1) })],
    ['with metadata of the server', 'metadata-preset', metadata([['pk2', new Map()]])],
    ['with metadata of others', 'malformed', metadata([['pk3', new Map()]])],
    [
      'with metadata of more',
      'malformed',
      metadata([
        ['pk1', new Map()],
        ['pk3', 'x'],
      ]),
    ],
    ['with metadata that is text', 'malformed', metadata([['pk1', 'Ada']])],
    ['with metadata that is nothing', 'malformed', metadata([['pk1', null]])],
    ['with metadata that is a number', 'malformed', metadata([['pk1', new Map([['age', 36]])]])],
    [
      'with 17 texts',
      'malformed',
      metadata([['pk1', new Map(Array.from({ length: 17 }, (_, index) => [`k${index}`, '']))]]),
    ],
    ['with a name of 65 bytes', 'malformed', metadata([['pk1', new Map([['é'.repeat(32) + 'a', '']])]])],
    ['with a text of 257 bytes', 'malformed', metadata([['pk1', new Map([['a', 'é'.repeat(128) + 'a']])]])],
    ['whose identity is of another version', 'identity-version-mismatch', initWith({ version: 0 })],
    ['without its version, as that is 0', 'identity-version-mismatch', initWith({ version: undefined })],
    ['whose identity is none', 'bad-identity', initWith({ pk1: bytes(77, 1) })],
    ['whose identity is ours', 'self-identity', initWith({ pk1: server.identity.id })],
    [
      'whose identity has our key and another type',
      'self-identity',
      initWith({ pk1: toId({ type: 1, ...keys }, 1) }),
    ],
  ])('%s', (_, code, message) => {
    expectCode(() => answer(message), code)
  })

  test('with our key in one half of a hybrid', () => {
    const { signingKey } = sampleWallet('hybrid').identity
    const mixed = concatBytes(server.identity.signingKey, signingKey.subarray(32))
    const id = toId({ type: 1, algorithm: 'hybrid', signingKey: mixed, encryptionKey: bytes(32, 1) }, 1)
    expectCode(() => answer(initWith({ pk1: id })), 'self-identity')
  })

  test('a minute or more away from our clock', () => {
    expect(codeOf(() => answer(INIT, NOW + 59_999))).toBe('ok')
    expect(codeOf(() => answer(INIT, NOW - 59_999))).toBe('ok')
    expectCode(() => answer(INIT, NOW + 60_000), 'stale')
    expectCode(() => answer(INIT, NOW - 60_000), 'stale')
  })

  test('for the first reason there is', () => {
    const wrong: readonly [string, Readonly<Record<string, Value>>][] = [
      ['unexpected-state', { sign1: bytes(1, 1) }],
      ['stale', { timestamp: 5 }],
      ['bad-protocol', { protocol: 'x' }],
      ['bad-service', { service: 'x' }],
      ['bad-nonce', { nonce: bytes(1, 1) }],
      ['metadata-preset', { metadata: new Map([['pk2', 1]]) }],
      ['bad-identity', { pk1: bytes(1, 1) }],
    ]
    const codes = wrong.map((_, first) =>
      codeOf(() => answer(initWith(Object.assign({}, ...wrong.slice(first).map(([, change]) => change))))),
    )
    expect(codes).toEqual(wrong.map(([code]) => code))
  })
})

test('the largest metadata there may be is taken', () => {
  const own = new Map(Array.from({ length: 16 }, (_, index) => [`${index}`.padEnd(64, 'k'), 'é'.repeat(128)]))
  const step1: Certificate = parseCertificate(answer(metadata([['pk1', own]])).step1)
  expect(step1.metadata.get('pk1')).toEqual(own)
  expect(writeCertificate(step1)).toEqual(answer(metadata([['pk1', own]])).step1)
})
