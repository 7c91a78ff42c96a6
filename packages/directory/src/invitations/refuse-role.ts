import { mayManageRole, type Role, ROLE_LABELS } from '@rollcall/vocabulary'
import { DirectoryError } from '../errors.ts'

/** Nobody invites, or takes an invitation from, someone above themselves. */
export function refuseRole(holder: Role, invited: Role): void {
  if (mayManageRole(holder, invited)) return
  const message = `${ROLE_LABELS[holder]}s cannot invite ${ROLE_LABELS[invited].toLowerCase()}s, or change their invitations. Ask someone with a higher role.`
  throw new DirectoryError('forbidden', message)
}
