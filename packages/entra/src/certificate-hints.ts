import {
  certificateName,
  type CertificateFacts,
  type CertificateFault,
  type CertificateReading,
} from './client-certificate.ts'
import type { Advice } from './transport-hints.ts'

/** Faults found here, and the two ways Microsoft refuses a signature (AADSTS700027). */
export type CertificateProblem = CertificateFault | 'certificate_not_uploaded' | 'certificate_refused'

type Explain = (name: string, facts: CertificateFacts | null) => Advice

const REPLACE =
  'Create a new certificate, upload it in Certificates & secrets, and enter it here with its private key.'

function day(time: number | undefined): string {
  return time === undefined ? 'a date we cannot read' : new Date(time).toISOString().slice(0, 10)
}

const EXPLAIN = {
  certificate_unreadable: () => ({
    message: 'The certificate cannot be read.',
    hint: 'Paste the whole certificate in PEM form, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
  }),
  private_key_unreadable: () => ({
    message: 'The private key of the certificate cannot be read.',
    hint: 'Paste the whole private key in PEM form, not encrypted, from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----.',
  }),
  certificate_not_rsa: (name) => ({
    message: `${name} has a key that is not RSA, and Microsoft accepts only RSA here.`,
    hint: 'Create a certificate with an RSA key of at least 2048 bits, upload it in Certificates & secrets, and enter it here.',
  }),
  certificate_mismatch: (name) => ({
    message: `${name} and the private key do not belong together.`,
    hint: 'Enter the private key that was made with this certificate. Both usually come from the same file.',
  }),
  certificate_not_yet_valid: (name, facts) => ({
    message: `${name} is valid only from ${day(facts?.notBefore)}.`,
    hint: "Check this server's clock. If it is right, use another certificate until then.",
  }),
  certificate_expired: (name, facts) => ({
    message: `${name} expired on ${day(facts?.notAfter)}.`,
    hint: `${REPLACE} Nothing else has to change.`,
  }),
  certificate_not_uploaded: (name) => ({
    message: `${name} is not one that this application knows.`,
    hint: 'Upload the certificate, without its private key, in Certificates & secrets of the app registration. If it is in the list, compare the thumbprint: another one was entered here.',
  }),
  certificate_refused: (name) => ({
    message: `Microsoft did not accept the signature made with ${name.replace(/^The/, 'the')}.`,
    hint: `Compare the thumbprint with the list in Certificates & secrets. ${REPLACE}`,
  }),
} satisfies Record<CertificateProblem, Explain>

export function explainCertificate(problem: CertificateProblem, reading: CertificateReading | null): Advice {
  return EXPLAIN[problem](certificateName(reading), reading?.kind === 'read' ? reading.facts : null)
}

/** Source: texts of AADSTS700027, which give the reason in brackets. */
export function refusalReason(description: string): CertificateProblem {
  if (/key was not found|not registered/i.test(description)) return 'certificate_not_uploaded'
  return /key used is expired/i.test(description) ? 'certificate_expired' : 'certificate_refused'
}
