import { SourceError } from '@rollcall/vocabulary'
import { createHash } from 'node:crypto'
import { explainCertificate } from '../certificate-hints.ts'
import {
  certificateEvidence,
  certificateFault,
  certificateName,
  type CertificateFacts,
} from '../client-certificate.ts'
import { expiryVerdict } from './expiry.ts'
import { skipped, type CheckKit, type Findings, type Verdict } from './findings.ts'
import { readRegistered, type RegisteredCertificate } from './registered-credentials.ts'

const RENEW = 'Create a new certificate, upload it in Certificates & secrets, and enter it here with its key.'

/** A certificate tells its own end, so nothing has to be asked; a registration may set an earlier one. */
export async function checkCertificate(kit: CheckKit, findings: Findings): Promise<Verdict> {
  const { certificate, links } = kit.session.context
  if (certificate === null) return skipped('No certificate is in use.')
  const link = links.credentials
  const now = kit.parts.timing.now()
  const fault = certificateFault(certificate, now)
  if (fault !== null || certificate.kind !== 'read') {
    const { message, hint } = explainCertificate(fault ?? 'certificate_unreadable', certificate)
    return { status: 'fail', detail: message, hint, link, evidence: certificateEvidence(certificate) }
  }
  if (findings.secretFault && findings.blocker) return findings.blocker
  const registered = findings.signedIn ? await registeredEnd(kit, certificate.facts) : null
  const end = Math.min(certificate.facts.notAfter, registered ?? Infinity)
  const verdict = expiryVerdict(end, now, { name: certificateName(certificate), renew: RENEW })
  return { ...verdict, link, evidence: { ...certificateEvidence(certificate), ...verdict.evidence } }
}

/** Null when the registration may not be read, which is usual and does no harm. */
async function registeredEnd(kit: CheckKit, facts: CertificateFacts): Promise<number | null> {
  try {
    return endOf((await readRegistered(kit)).certificates, facts)
  } catch (error) {
    if (error instanceof SourceError && error.failure !== 'cancelled') return null
    throw error
  }
}

/** Milliseconds since 1970; the earliest when the same certificate is listed twice. */
export function endOf(
  listed: readonly RegisteredCertificate[],
  facts: Pick<CertificateFacts, 'thumbprintSha1' | 'thumbprintSha256'>,
): number | null {
  const ends = listed
    .filter((one) => isSame(one, facts))
    .flatMap((one) => (one.endDateTime ? [Date.parse(one.endDateTime)] : []))
  return ends.length > 0 ? Math.min(...ends) : null
}

/**
 * `key` is the certificate in base64 and often withheld; `customKeyIdentifier` is its thumbprint unless somebody chose
 * another, and comes as hex or as base64 of the bytes. Source: Microsoft Graph, keyCredential resource type.
 */
function isSame(
  { key, customKeyIdentifier: id }: RegisteredCertificate,
  facts: Pick<CertificateFacts, 'thumbprintSha1' | 'thumbprintSha256'>,
): boolean {
  if (key && hash(Buffer.from(key, 'base64')) === facts.thumbprintSha256) return true
  if (!id) return false
  const spellings = [
    id,
    Buffer.from(id, 'base64').toString('hex'),
    Buffer.from(id, 'base64').toString('latin1'),
  ]
  return spellings.some((spelling) =>
    [facts.thumbprintSha1, facts.thumbprintSha256].includes(spelling.toUpperCase()),
  )
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').toUpperCase()
}
