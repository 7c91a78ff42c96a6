import { SourceError } from '@rollcall/vocabulary'
import { countOrNull } from '../groups.ts'
import { explainRefusal, howToGrant } from '../graph-hints.ts'
import { mayReadUsers, USERS_PERMISSION } from '../permissions.ts'
import { sortReadings, toSourceUser } from '../transform.ts'
import { parsePage, USER_SELECT } from '../wire.ts'
import {
  fromError,
  NO_TOKEN,
  TOKEN_FIRST,
  plural,
  skipped,
  type CheckKit,
  type Findings,
  type Verdict,
} from './findings.ts'

/** Reads a few people the way a sync does: an answer without the details is as useless as a refusal. */
export async function checkUsers(kit: CheckKit, findings: Findings): Promise<Verdict> {
  if (!findings.signedIn) return skipped(NO_TOKEN, { hint: TOKEN_FIRST })
  const { client, signal, session } = kit
  const link = session.context.links.permissions
  const where = `/users?$select=${USER_SELECT}&$top=5`
  try {
    const page = parsePage(await client.getJson(where, { subject: 'people', signal }), 'people')
    const { items, unreadable } = sortReadings(page.items, toSourceUser)
    const withheld = unreadable[0]
    if (items.length === 0 && withheld) return { ...withheldVerdict(findings, withheld.why), link }
    findings.userCount = await countOrNull(client.getCount('/users/$count', { subject: 'people', signal }))
    return { status: 'pass', detail: `People can be read${holds(findings.userCount)}.` }
  } catch (error) {
    if (error instanceof SourceError && error.failure !== 'cancelled') {
      return fromError(error, error.failure === 'refused' ? link : null)
    }
    throw error
  }
}

function holds(count: number | null): string {
  return count === null ? '' : `; the directory holds ${plural(count, 'account', 'accounts')}`
}

function withheldVerdict(findings: Findings, why: string): Verdict {
  const roles = findings.claims?.roles ?? null
  if (roles && !mayReadUsers(roles)) {
    const { message, hint } = explainRefusal({ status: 403, code: '', subject: 'people', roles })
    return { status: 'fail', detail: message, hint, evidence: { roles: roles.join(' ') || 'none' } }
  }
  return { status: 'fail', detail: why, hint: howToGrant(USERS_PERMISSION) }
}
