import type { Tone } from '@rollcall/ui'
import {
  mayManageRole,
  ROLE_LABELS,
  ROLES,
  type InvitationState,
  type InvitationView,
  type Role,
} from '@rollcall/vocabulary'
import { Ban, CircleCheck, Clock, Hourglass, type LucideIcon } from 'lucide-react'
import { countOf } from '../../lib/format.ts'

export const STATE_LOOKS: Record<InvitationState, { tone: Tone; word: string; icon: LucideIcon }> = {
  pending: { tone: 'info', word: 'Pending', icon: Clock },
  accepted: { tone: 'success', word: 'Accepted', icon: CircleCheck },
  expired: { tone: 'warning', word: 'Expired', icon: Hourglass },
  revoked: { tone: 'neutral', word: 'Revoked', icon: Ban },
}

/** What each role lets someone do, for whoever chooses one. */
export const ROLE_HINTS: Record<Role, string> = {
  owner: 'May do everything, including other owners and API keys.',
  admin: 'Connections, syncs, settings, people and realms.',
  manager: 'People and realms, and running syncs that are set up.',
  operator: 'Support staff: reads people and runs, helps people who have not claimed.',
  member: 'One of the people: sees their own profile.',
}

/** Roles that someone with this role may give. */
export function toGivenRoles(held: Role): readonly Role[] {
  return ROLES.filter((role) => mayManageRole(held, role))
}

/** Why the invitation of someone with a higher role cannot be touched; null when it can. */
export function toRoleReason(held: Role, invitation: Pick<InvitationView, 'role'>): string | null {
  if (mayManageRole(held, invitation.role)) return null
  const who = invitation.role === 'owner' ? 'Only owners' : 'Only people with that role or higher'
  return `This invitation gives the role ${ROLE_LABELS[invitation.role]}. ${who} can change it.`
}

/** Where the message that carries the link stands, when it did not simply leave; null when it did. */
export function toMessageProblem({ message }: Pick<InvitationView, 'message'>): string | null {
  if (message === null || message.status === 'sent' || message.status === 'cancelled') return null
  if (message.status === 'failed' || message.status === 'skipped')
    return message.problem ?? 'The message could not be sent.'
  return message.problem === null ? null : `${message.problem} It is tried again by itself.`
}

/** True while the message is on its way to the mail server. */
export function isOnItsWay({ message, state }: Pick<InvitationView, 'message' | 'state'>): boolean {
  return state === 'pending' && (message?.status === 'queued' || message?.status === 'sending')
}

/** What is gone after revoking. */
export function toLosses(invitation: InvitationView): string[] {
  const { email, realms, state } = invitation
  const losses: string[] = []
  if (isOnItsWay(invitation)) losses.push(`The message to ${email}, which has not left yet.`)
  else if (state === 'pending') losses.push(`The link that was sent to ${email}: it stops working at once.`)
  const given = realms.length === 0 ? 'its role' : `its role and ${countOf(realms.length, 'realm', 'realms')}`
  losses.push(
    `The account that was made for the invitation, with ${given}, unless a directory holds the person too.`,
  )
  return losses
}
