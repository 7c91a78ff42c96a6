import { SourceError } from '@rollcall/vocabulary'
import { SECRET_PERMISSION } from '../permissions.ts'
import { expiryVerdict } from './expiry.ts'
import { NO_TOKEN, skipped, type CheckKit, type Findings, type Verdict } from './findings.ts'
import { readRegistered, type RegisteredSecret } from './registered-credentials.ts'

const SECRET = {
  name: 'The client secret',
  renew: 'Create a new client secret in Certificates & secrets and paste its Value here.',
}

/** Source: Microsoft Graph, passwordCredential resource type. `hint` is the first three characters of the value. */
export async function checkSecret(kit: CheckKit, findings: Findings): Promise<Verdict> {
  const { settings, session, parts } = kit
  if (findings.secretFault && findings.blocker) return findings.blocker
  if (!findings.signedIn || settings.credential.kind !== 'secret') return skipped(NO_TOKEN)
  const link = session.context.links.credentials
  try {
    const { secrets } = await readRegistered(kit)
    const end = expiryOf(secrets, settings.credential.clientSecret)
    if (end === null) return { ...unknownExpiry('Microsoft does not list the secret in use.'), link }
    return { ...expiryVerdict(end, parts.timing.now(), SECRET), link }
  } catch (error) {
    if (!(error instanceof SourceError) || error.failure === 'cancelled') throw error
    const why =
      error.failure === 'refused'
        ? `Microsoft only tells with the permission ${SECRET_PERMISSION}.`
        : error.message
    return { ...unknownExpiry(why), link, evidence: error.evidence }
  }
}

function unknownExpiry(why: string): Verdict {
  return skipped(`When the client secret expires is not known. ${why}`, {
    hint: 'Note the date under Expires in Certificates & secrets, and put a reminder in your calendar.',
  })
}

/** Of several secrets that begin alike the one that ends first counts: warning early is the safe mistake. */
export function expiryOf(secrets: readonly RegisteredSecret[], value: string): number | null {
  const alike = secrets.filter((secret) => secret.hint && value.startsWith(secret.hint))
  const chosen = alike.length > 0 || secrets.length !== 1 ? alike : secrets.filter((secret) => !secret.hint)
  const ends = chosen.flatMap((secret) => (secret.endDateTime ? [Date.parse(secret.endDateTime)] : []))
  return ends.length > 0 ? Math.min(...ends) : null
}
