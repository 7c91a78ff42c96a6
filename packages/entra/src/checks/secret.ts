import { SourceError } from '@rollcall/vocabulary'
import * as z from 'zod'
import { SECRET_PERMISSION } from '../permissions.ts'
import { NO_TOKEN, plural, skipped, type CheckKit, type Findings, type Verdict } from './findings.ts'

const application = z.looseObject({
  passwordCredentials: z.array(
    z.looseObject({ hint: z.string().nullish(), endDateTime: z.iso.datetime({ offset: true }).nullish() }),
  ),
})

const DAY_MS = 86_400_000
const WARN_DAYS = 30

/** Source: Microsoft Graph, passwordCredential resource type. `hint` is the first three characters of the value. */
export async function checkSecret(kit: CheckKit, findings: Findings): Promise<Verdict> {
  const { settings, session, client, signal, parts } = kit
  if (findings.secretFault && findings.blocker) return findings.blocker
  if (!findings.signedIn) return skipped(NO_TOKEN)
  const link = session.context.links.credentials
  const where = `/applications(appId='${encodeURIComponent(settings.clientId)}')?$select=displayName,passwordCredentials`
  try {
    const body = await client.getJson(where, { subject: 'the application', signal })
    const secrets = application.safeParse(body).data?.passwordCredentials ?? []
    const end = expiryOf(secrets, settings.clientSecret)
    if (end === null) return { ...unknownExpiry('Microsoft does not list the secret in use.'), link }
    return { ...expiryVerdict(end, parts.timing.now()), link }
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

type Secrets = z.infer<typeof application>['passwordCredentials']

/** Of several secrets that begin alike the one that ends first counts: warning early is the safe mistake. */
export function expiryOf(secrets: Secrets, value: string): number | null {
  const alike = secrets.filter((secret) => secret.hint && value.startsWith(secret.hint))
  const chosen = alike.length > 0 || secrets.length !== 1 ? alike : secrets.filter((secret) => !secret.hint)
  const ends = chosen.flatMap((secret) => (secret.endDateTime ? [Date.parse(secret.endDateTime)] : []))
  return ends.length > 0 ? Math.min(...ends) : null
}

export function expiryVerdict(end: number, now: number): Verdict {
  const day = new Date(end).toISOString().slice(0, 10)
  const days = Math.floor((end - now) / DAY_MS)
  const evidence = { expires: new Date(end).toISOString() }
  if (days > WARN_DAYS) {
    return {
      status: 'pass',
      detail: `The client secret is valid until ${day} (${plural(days, 'day', 'days')}).`,
      evidence,
    }
  }
  const when = days < 1 ? 'within a day' : `in ${plural(days, 'day', 'days')}`
  const urgency =
    days <= 1
      ? 'Do it today: syncs stop then.'
      : days <= 7
        ? 'Do it this week: syncs stop then.'
        : 'Syncs stop then.'
  const detail =
    end <= now ? `The client secret expired on ${day}.` : `The client secret expires ${when}, on ${day}.`
  const hint = `Create a new client secret in Certificates & secrets and paste its Value here. ${urgency}`
  return { status: 'warn', detail, hint, evidence }
}
