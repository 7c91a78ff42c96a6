import { createHash, createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'

/** What a certificate and its private key say about themselves. Thumbprints are upper-case hex; times are milliseconds since 1970. */
export interface CertificateFacts {
  readonly thumbprintSha256: string
  /** What the Entra admin center lists beside each certificate. */
  readonly thumbprintSha1: string
  /** For example `CN=Directory sync, O=Example`. */
  readonly subject: string
  readonly notBefore: number
  readonly notAfter: number
  readonly isRsa: boolean
  readonly keyMatches: boolean
}

export type CertificateReading =
  | { readonly kind: 'read'; readonly facts: CertificateFacts }
  | { readonly kind: 'unreadable'; readonly what: 'certificate' | 'private key' }

/** Why a certificate cannot be used, found without asking anybody. */
export type CertificateFault =
  | 'certificate_unreadable'
  | 'private_key_unreadable'
  | 'certificate_not_rsa'
  | 'certificate_mismatch'
  | 'certificate_not_yet_valid'
  | 'certificate_expired'

function parsed<T>(parse: () => T): T | null {
  try {
    return parse()
  } catch {
    return null
  }
}

function digest(algorithm: 'sha1' | 'sha256', certificate: X509Certificate): string {
  return createHash(algorithm).update(certificate.raw).digest('hex').toUpperCase()
}

function factsOf(certificate: X509Certificate, key: KeyObject): CertificateFacts {
  return {
    thumbprintSha256: digest('sha256', certificate),
    thumbprintSha1: digest('sha1', certificate),
    subject: certificate.subject?.split('\n').join(', ') || 'without a name',
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo),
    isRsa: certificate.publicKey.asymmetricKeyType === 'rsa',
    keyMatches: certificate.checkPrivateKey(key),
  }
}

/** Both are PEM; of a chain the first certificate counts. The key may be PKCS#8 or PKCS#1, not encrypted. */
export function certificateFacts(pem: string, privateKey: string): CertificateReading {
  const certificate = parsed(() => new X509Certificate(pem))
  if (!certificate) return { kind: 'unreadable', what: 'certificate' }
  const key = parsed(() => createPrivateKey(privateKey))
  if (!key) return { kind: 'unreadable', what: 'private key' }
  const facts = parsed(() => factsOf(certificate, key))
  return facts ? { kind: 'read', facts } : { kind: 'unreadable', what: 'certificate' }
}

export function certificateFault(reading: CertificateReading, now: number): CertificateFault | null {
  if (reading.kind === 'unreadable') {
    return reading.what === 'certificate' ? 'certificate_unreadable' : 'private_key_unreadable'
  }
  const { isRsa, keyMatches, notBefore, notAfter } = reading.facts
  if (!keyMatches) return 'certificate_mismatch'
  if (!isRsa) return 'certificate_not_rsa'
  if (notAfter <= now) return 'certificate_expired'
  return notBefore > now ? 'certificate_not_yet_valid' : null
}

/**
 * The same two in the one form MSAL reads: it finds no certificate between lines that end in spaces. Call it only when
 * `certificateFault` found nothing; it throws for what cannot be read.
 */
export function toSigningParts(pem: string, privateKey: string): { x5c: string; privateKey: string } {
  return {
    x5c: new X509Certificate(pem).toString(),
    privateKey: createPrivateKey(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

/** What is shown and kept of a certificate. Nothing here is secret. */
export function certificateEvidence(reading: CertificateReading | null): Record<string, string> {
  if (reading?.kind !== 'read') return {}
  const { thumbprintSha256, thumbprintSha1, subject, notAfter } = reading.facts
  return {
    certificate: subject,
    thumbprint: thumbprintSha256,
    thumbprintSha1,
    expiresAt: new Date(notAfter).toISOString(),
  }
}

/** Enough to tell it from another in a sentence. */
export function certificateName(reading: CertificateReading | null): string {
  if (reading?.kind !== 'read') return 'The certificate'
  return `The certificate ${reading.facts.subject} (thumbprint ${reading.facts.thumbprintSha1.slice(0, 8)}…)`
}
