import { mayManageRole, ROLE_LABELS, type ErrorCode, type Role } from '@rollcall/vocabulary'

/** The person for whom a claim is asked. */
export interface Claimable {
  readonly name: string
  readonly role: Role
  readonly status: string
  readonly registered: boolean
}

export interface ClaimRefusal {
  readonly code: ErrorCode
  readonly message: string
}

/** Why there is nothing to claim; null while the account waits for its person. */
export function refuseClaim({ name, status, registered }: Claimable): ClaimRefusal | null {
  if (registered) {
    return { code: 'already_claimed', message: `${name} has claimed the account already.` }
  }
  if (status === 'active') return null
  return { code: 'conflict', message: `The account of ${name} is disabled. Enable it first.` }
}

/** The same for a QR on a screen. Whoever shows one could scan it, so nobody shows one for a role above their own. */
export function refuseQr(person: Claimable, holder: Role): ClaimRefusal | null {
  const refusal = refuseClaim(person)
  if (refusal || mayManageRole(holder, person.role)) return refusal
  const label = ROLE_LABELS[person.role].toLowerCase()
  return {
    code: 'forbidden',
    message: `${ROLE_LABELS[holder]}s cannot show the QR of ${/^[aeio]/.test(label) ? 'an' : 'a'} ${label}. Ask someone with that role, or send the link by email.`,
  }
}

export interface EmailFacts {
  readonly email: string | null
  /** What is said while no mail server is set up; null once there is one. */
  readonly noSmtp: string | null
}

/** Why no link can be sent, and what to do; null when one can. */
export function refuseEmail(person: Claimable, { email, noSmtp }: EmailFacts): string | null {
  const refusal = refuseClaim(person)
  if (refusal) return refusal.message
  if (email === null) return `No email address of ${person.name} is known. Enter one first.`
  return noSmtp
}
