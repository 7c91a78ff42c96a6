import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import { webcrypto } from 'node:crypto'

/** PEM of a certificate and its key, as TLS servers take them. */
export interface ServerCertificate {
  readonly cert: string
  readonly key: string
}

/** An authority of a test's own, valid at this moment, and what it signs. */
export interface TestAuthority {
  readonly cert: string
  issue(wish?: { name?: string; expired?: boolean }): Promise<ServerCertificate>
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const DAY = 24 * 3_600_000

export async function makeTestAuthority(): Promise<TestAuthority> {
  const keys = await makeKeys()
  const now = Date.now()
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: `CN=Test authority ${webcrypto.randomUUID()}`,
    notBefore: new Date(now - 30 * DAY),
    notAfter: new Date(now + 30 * DAY),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
  })
  return {
    cert: authority.toString('pem'),
    async issue({ name = 'localhost', expired = false } = {}) {
      const own = await makeKeys()
      const certificate = await x509.X509CertificateGenerator.create({
        serialNumber: webcrypto.randomUUID().replaceAll('-', ''),
        subject: `CN=${name}`,
        issuer: authority.subject,
        notBefore: new Date(now - 20 * DAY),
        notAfter: new Date(now + (expired ? -1 : 20) * DAY),
        signingAlgorithm: ALGORITHM,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: name }])],
      })
      return { cert: certificate.toString('pem'), key: await exportKey(own.privateKey) }
    },
  }
}

/** A certificate that vouches for itself. */
export async function makeSelfSigned(name = 'localhost'): Promise<ServerCertificate> {
  const keys = await makeKeys()
  const now = Date.now()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: `CN=${name}`,
    notBefore: new Date(now - DAY),
    notAfter: new Date(now + DAY),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: name }])],
  })
  return { cert: certificate.toString('pem'), key: await exportKey(keys.privateKey) }
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
}
