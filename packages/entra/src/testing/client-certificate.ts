import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import { createPrivateKey, webcrypto } from 'node:crypto'

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
}
const CURVE = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

export interface ClientCertificate {
  readonly certificate: string
  /** PKCS#8. */
  readonly privateKey: string
}

export interface CertificateWish {
  readonly name?: string
  readonly notBefore?: Date
  readonly notAfter?: Date
  readonly curve?: boolean
}

const HOUR_MS = 3_600_000

/** A certificate for signing in, made the way an admin makes one: it signs itself. Valid for 200 days unless told. */
export async function makeClientCertificate(wish: CertificateWish = {}): Promise<ClientCertificate> {
  const algorithm = wish.curve ? CURVE : RSA
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: wish.name ?? 'CN=Directory sync',
    notBefore: wish.notBefore ?? new Date(Date.now() - HOUR_MS),
    notAfter: wish.notAfter ?? new Date(Date.now() + (200 * 24 + 1) * HOUR_MS),
    signingAlgorithm: algorithm,
    keys,
  })
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)
  return {
    certificate: certificate.toString('pem'),
    privateKey: x509.PemConverter.encode(key, 'PRIVATE KEY'),
  }
}

/** The same key as older tools write it (PKCS#1). */
export function toPkcs1(privateKey: string): string {
  return createPrivateKey(privateKey).export({ type: 'pkcs1', format: 'pem' }).toString()
}
