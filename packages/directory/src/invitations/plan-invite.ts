import type { ErrorCode } from '@rollcall/vocabulary'

/** Someone who is here under the address that is to be invited. */
export interface PersonAtAddress {
  readonly id: string
  readonly name: string
  readonly active: boolean
  readonly registered: boolean
  /** Their invitation, unless it was accepted; `sentAt` is when its link was made. */
  readonly invitation: { readonly id: string; readonly sentAt: Date } | null
  /** Connection whose directory holds the person; null when none does. */
  readonly connection: string | null
}

export type InvitePlan =
  | { readonly kind: 'make' }
  | { readonly kind: 'again'; readonly userId: string; readonly invitationId: string }
  | { readonly kind: 'refuse'; readonly code: ErrorCode; readonly message: string }

/**
 * What inviting an address comes to. Whoever was invited before is invited again; whoever uses the account already, or
 * is here for another reason, is not, because that would make a second account for the same person.
 */
export function planInvite(people: readonly PersonAtAddress[]): InvitePlan {
  const [someone] = people
  if (!someone) return { kind: 'make' }
  const registered = people.find((person) => person.registered)
  if (registered) return refuse('already_claimed', toRegisteredText(registered))
  const invited = newestInvited(people)
  if (!invited) return refuse('already_exists', toPresentText(someone))
  if (!invited.active) {
    return refuse(
      'conflict',
      `${invited.name} was invited before and is disabled. Enable the account, then invite them again.`,
    )
  }
  return { kind: 'again', userId: invited.id, invitationId: invited.invitation.id }
}

type Invited = PersonAtAddress & { invitation: NonNullable<PersonAtAddress['invitation']> }

function newestInvited(people: readonly PersonAtAddress[]): Invited | undefined {
  return people
    .filter((person): person is Invited => person.invitation !== null)
    .toSorted((a, b) => b.invitation.sentAt.getTime() - a.invitation.sentAt.getTime())[0]
}

function toRegisteredText({ name, active }: PersonAtAddress): string {
  if (active) return `${name} has this email address and uses the account already. Change it on their page.`
  return `${name} has this email address and a disabled account. Enable the account on their page instead.`
}

function toPresentText({ name, active, connection }: PersonAtAddress): string {
  const who =
    connection === null
      ? `${name} is here with this email address already.`
      : `${name} is here with this email address already; the directory ${connection} holds them.`
  return active
    ? `${who} Send them a claim link from their page instead.`
    : `${who} Enable the account and send them a claim link instead.`
}

function refuse(code: ErrorCode, message: string): InvitePlan {
  return { kind: 'refuse', code, message }
}
