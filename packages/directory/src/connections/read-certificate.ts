import { createPrivateKey, X509Certificate } from 'node:crypto'
import { DirectoryError } from '../errors.ts'

export interface CertificateFacts {
  /** SHA-256 over the DER form, upper-case hexadecimal, as the portal shows it. */
  readonly thumbprint: string
  readonly expiresAt: Date
}

/**
 * Reads a PEM certificate and checks that it is still good, that the private key belongs to it, and that Entra can use
 * it. Throws `invalid_input` with what to do.
 */
export function readCertificate(
  pair: { certificate: string; privateKey: string },
  now: Date,
): CertificateFacts {
  const certificate = parse(
    'certificate.certificate',
    'the certificate',
    () => new X509Certificate(pair.certificate),
  )
  const key = parse('certificate.privateKey', 'the private key', () => createPrivateKey(pair.privateKey))
  if (!certificate.checkPrivateKey(key)) {
    refuse(
      'certificate.privateKey',
      'The private key does not belong to this certificate. Paste the two halves of one pair.',
    )
  }
  if (key.asymmetricKeyType !== 'rsa') {
    refuse(
      'certificate.certificate',
      'Microsoft accepts certificates with an RSA key only. Make a new one with RSA.',
    )
  }
  const expiresAt = new Date(certificate.validTo)
  if (expiresAt <= now) {
    const day = expiresAt.toISOString().slice(0, 10)
    refuse('certificate.certificate', `This certificate expired on ${day}. Make a new one.`)
  }
  return { thumbprint: certificate.fingerprint256.replaceAll(':', '').toUpperCase(), expiresAt }
}

function parse<T>(path: string, what: string, read: () => T): T {
  try {
    return read()
  } catch {
    return refuse(
      path,
      `We could not read ${what}. Paste the whole PEM text, from BEGIN to END, without a password.`,
    )
  }
}

function refuse(path: string, message: string): never {
  throw new DirectoryError('invalid_input', message, [{ path, message }])
}
