import { howToGrant } from '../graph-hints.ts'
import { excessPermissions, GROUPS_PERMISSION, missingPermissions, USERS_PERMISSION } from '../permissions.ts'
import { NO_TOKEN, skipped, type CheckKit, type Findings, type Verdict } from './findings.ts'

/** Reads the roles in the token; needs no request. */
export async function checkPermissions(kit: CheckKit, findings: Findings): Promise<Verdict> {
  if (!findings.signedIn) return skipped(NO_TOKEN)
  const roles = findings.claims?.roles
  if (!roles) return skipped('Microsoft issued an access token that does not show its permissions.')
  const link = kit.session.context.links.permissions
  const evidence = { roles: roles.join(' ') || 'none' }
  const missing = missingPermissions(roles)
  if (missing.length > 0) return { ...missingVerdict(roles, missing), link, evidence }
  const excess = excessPermissions(roles)
  const proof = kit.settings.credential.kind === 'secret' ? 'client secret' : 'private key'
  if (excess.length === 0) {
    return { status: 'pass', detail: `Granted: ${roles.join(', ')}. That is enough and no more.`, evidence }
  }
  return {
    status: 'warn',
    detail: `The application may do more than a sync needs: ${excess.map(({ role }) => role).join(', ')}.`,
    hint: `${excess.map(adviceFor).join(' ')} Whoever gets hold of the ${proof} has every permission in this list.`,
    link,
    evidence,
  }
}

function adviceFor({ role, enough }: { role: string; enough: string | null }): string {
  return enough ? `${enough} is enough instead of ${role}.` : `${role} is not used and can be removed.`
}

function missingVerdict(roles: readonly string[], missing: readonly string[]): Verdict {
  const names = missing.join(' and ')
  if (roles.length === 0) {
    return {
      status: 'fail',
      detail: 'The application has no application permission with admin consent.',
      hint: `${howToGrant(`${USERS_PERMISSION} and ${GROUPS_PERMISSION}`)} Permissions listed as "Delegated" do not count here: a sync runs without a signed-in person.`,
    }
  }
  return {
    status: 'fail',
    detail: `Granted: ${roles.join(', ')}. Missing: ${names}.`,
    hint: `${howToGrant(names)} A new permission can take a few minutes to appear.`,
  }
}
