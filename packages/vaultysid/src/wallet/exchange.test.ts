import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, test } from 'vitest'
import transcripts from '../../vectors/transcripts.json' with { type: 'json' }
import identities from '../../vectors/identities.json' with { type: 'json' }
import { asStep1, parseCertificate, type Step1 } from '../certificate.ts'
import { toAccountDid } from '../did.ts'
import { toDigest } from '../signature.ts'
import { identityFromSecret, type SigningIdentity } from '../signing-identity.ts'
import { expectCode } from '../testing/expect-code.ts'
import { bytes, NOW, sampleExchange, sampleServer, sampleWallet } from '../testing/sample-exchange.ts'
import { writeCertificate, writeUnsigned } from '../write-certificate.ts'
import { startExchange } from './exchange.ts'
import { restoreAuthenticator } from './soft-authenticator.ts'

/** The wallet of a transcript, where its key is known. */
function walletOf(secret: string): SigningIdentity | undefined {
  const bytesOfSecret = hexToBytes(secret)
  if ((bytesOfSecret[0] ?? 0) < 3) return identityFromSecret(bytesOfSecret)
  const key = identities.identities.find((identity) => identity.secret === secret)?.authenticatorPrivateKey
  return key ? restoreAuthenticator({ secret: bytesOfSecret, privateKey: hexToBytes(key) }) : undefined
}

describe('the transcripts from the side of the wallet', () => {
  const known = transcripts.transcripts.flatMap((transcript) => {
    const wallet = walletOf(transcript.walletSecret)
    return wallet ? [{ ...transcript, wallet }] : []
  })

  test('most of their keys are known', () => {
    expect(known.length).toBeGreaterThan(20)
  })

  test.each(known)('$name', (transcript) => {
    const version = transcript.version === 0 ? 0 : 1
    const exchange = (scheme: 'v0' | 'v1') =>
      startExchange({
        wallet: transcript.wallet,
        service: transcript.service === 'register' ? 'register' : 'auth',
        version,
        now: transcript.timestamp,
        nonce: hexToBytes(transcript.walletNonce),
        ...('pk1' in transcript.metadata ? { metadata: { ...transcript.metadata.pk1 } } : {}),
        did: transcript.serverDidV1,
        scheme,
      })
    expect(bytesToHex(exchange('v1').init)).toBe(transcript.init)
    const given = parseCertificate(hexToBytes(transcript.complete))
    const written = (['v0', 'v1'] as const).map((scheme) =>
      exchange(scheme).complete(hexToBytes(transcript.step1)),
    )
    for (const complete of written) {
      const { sign1 } = given
      expect(bytesToHex(writeCertificate({ ...parseCertificate(complete), sign1 }))).toBe(transcript.complete)
    }
    if (transcript.wallet.identity.algorithm === 'ed25519') {
      expect(written.map(bytesToHex)).toContain(transcript.complete)
    }
  })
})

describe('a wallet', () => {
  const server = sampleServer()
  const wallet = sampleWallet()
  const { step1 } = sampleExchange({ version: 1 })
  const start = (did?: string) =>
    startExchange({ wallet, service: 'register', now: NOW, nonce: bytes(16, 3), ...(did ? { did } : {}) })
  const genuine = asStep1(parseCertificate(step1))

  /** An answer of the server that says something else and is signed for it. */
  function answerWith(changes: Partial<Step1>): Uint8Array {
    if (!genuine) throw new Error('The sample is no answer.')
    const answer = { ...genuine, ...changes }
    return writeCertificate({
      ...answer,
      sign2: changes.sign2 ?? server.sign(toDigest(writeUnsigned(answer))),
    })
  }

  test('takes the echo of its last message alone', () => {
    const exchange = start()
    expect(exchange.accepts(new Uint8Array())).toBe(false)
    const complete = exchange.complete(step1)
    expect(exchange.accepts(complete)).toBe(true)
    expect(exchange.accepts(step1)).toBe(false)
  })

  test('signs for the server it expects and no other', () => {
    expect(start(toAccountDid(server.identity)).complete(step1).length).toBeGreaterThan(0)
    expectCode(() => start(toAccountDid(sampleServer(9).identity)).complete(step1), 'pk2-changed')
  })

  test.each<[string, Parameters<typeof expectCode>[1], Partial<Step1>]>([
    ['of the other version', 'bad-version', { version: 0 }],
    ['of another service', 'context-changed', { service: 'auth' }],
    ['of another time', 'timestamp-changed', { timestamp: NOW + 1 }],
    ['to another wallet', 'pk1-changed', { pk1: sampleWallet('ed25519', 9).identity.id }],
    ['without our nonce', 'nonce-changed', { nonce: bytes(32, 9) }],
    ['without a nonce of its own', 'bad-nonce', { nonce: bytes(16, 3) }],
    [
      'with metadata put in our mouth',
      'metadata-changed',
      { metadata: new Map([['pk1', new Map([['a', 'b']])]]) },
    ],
    ['from a server that is none', 'bad-identity', { pk2: bytes(77, 1) }],
    ['signed by nobody', 'bad-sign2', { sign2: bytes(64, 1) }],
  ])('refuses an answer %s', (_, code, changes) => {
    expectCode(() => start().complete(answerWith(changes)), code)
  })

  test('refuses what is no answer', () => {
    const exchange = start()
    expectCode(() => exchange.complete(exchange.init), 'unexpected-state')
    expectCode(() => exchange.complete(Uint8Array.of(0)), 'malformed')
  })

  test('takes an answer with metadata of the server', () => {
    const metadata = new Map([['pk2', new Map([['greeting', 'hello']])]])
    expect(start().complete(answerWith({ metadata })).length).toBeGreaterThan(step1.length)
  })
})
