import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import { webcrypto } from 'node:crypto'

export interface TestCertificate {
  readonly certificate: string
  readonly privateKey: string
}

/** A self-signed RSA certificate with its key, valid for November 2026 unless told otherwise. */
export async function makeTestCertificate(
  wish: { notAfter?: string; curve?: boolean } = {},
): Promise<TestCertificate> {
  const algorithm = wish.curve
    ? { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
    : {
        name: 'RSASSA-PKCS1-v1_5',
        hash: 'SHA-256',
        modulusLength: 2048,
        publicExponent: Uint8Array.of(1, 0, 1),
      }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Rollcall',
    notBefore: new Date('2026-11-01T00:00:00Z'),
    notAfter: new Date(wish.notAfter ?? '2026-12-01T00:00:00Z'),
    signingAlgorithm: algorithm,
    keys,
  })
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)
  return {
    certificate: certificate.toString('pem'),
    privateKey: x509.PemConverter.encode(key, 'PRIVATE KEY'),
  }
}
