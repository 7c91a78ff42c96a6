import { describe, expect, test } from 'vitest'
import { asComplete, parseCertificate, type Complete } from './certificate.ts'
import { expectCode } from './testing/expect-code.ts'
import { bytes, NOW, sampleExchange, sampleServer } from './testing/sample-exchange.ts'
import { verifyCertificate } from './verify-certificate.ts'
import { writeCertificate } from './write-certificate.ts'

const SAMPLES = ([0, 1] as const).map((version) => sampleExchange({ version, metadata: { name: 'Ada' } }))

describe.each(SAMPLES)('a stored certificate', ({ server, wallet, step1, complete }) => {
  const genuine: Complete | undefined = asComplete(parseCertificate(complete))
  const version = genuine?.version ?? 1
  const changed = (changes: Partial<Complete>) =>
    writeCertificate({ ...parseCertificate(complete), ...changes })

  test(`names both sides and the time (version ${version})`, () => {
    expect(verifyCertificate(complete)).toEqual({
      wallet: wallet.identity,
      server: server.identity,
      timestamp: NOW,
      service: 'register',
    })
  })

  test.each<[string, Parameters<typeof expectCode>[1], Uint8Array]>([
    ['that is no map', 'malformed', Uint8Array.of(0)],
    ['that the wallet has not signed', 'unexpected-state', step1],
    ['of another protocol', 'bad-protocol', changed({ protocol: 'x' })],
    ['of a longer name than version 0 can write', 'bad-protocol', changed({ protocol: 'x'.repeat(200) })],
    ['of another service', 'bad-service', changed({ service: 'x' })],
    ['with half a nonce', 'bad-nonce', changed({ nonce: bytes(16, 1) })],
    ['of the other version', 'identity-version-mismatch', changed({ version: version === 0 ? 1 : 0 })],
    ['with no identity', 'bad-identity', changed({ pk1: bytes(77, 1) })],
    ['of another time', 'bad-sign2', changed({ timestamp: NOW + 1 })],
    ['of another server', 'bad-sign2', changed({ pk2: sampleServer(9).toVersion(version).identity.id })],
    ['that we signed twice', 'bad-sign1', changed({ sign1: genuine?.sign2 ?? bytes(64, 1) })],
  ])(`%s is refused (version ${version})`, (_, code, certificate) => {
    expectCode(() => verifyCertificate(certificate), code)
  })

  test(`proves metadata in version 1 alone (version ${version})`, () => {
    const message = changed({ metadata: new Map() })
    if (version === 0) expect(verifyCertificate(message).timestamp).toBe(NOW)
    else expectCode(() => verifyCertificate(message), 'bad-sign2')
  })
})
