import type { Tone } from '@rollcall/ui'
import {
  mayManageRole,
  ROLE_LABELS,
  type GrantState,
  type GrantView,
  type MeView,
  type UserDetailView,
} from '@rollcall/vocabulary'

/** How a grant ended; one that is active has no badge. */
export const ENDED_LOOKS: Record<Exclude<GrantState, 'active'>, { tone: Tone; word: string }> = {
  expired: { tone: 'neutral', word: 'Expired' },
  revoked: { tone: 'neutral', word: 'Revoked' },
  ended: { tone: 'warning', word: 'Ended: account disabled' },
}

/** What the person holds before what has ended, each as the server orders it. */
export function activeFirst<T extends Pick<GrantView, 'state'>>(grants: readonly T[]): T[] {
  return [
    ...grants.filter((grant) => grant.state === 'active'),
    ...grants.filter((grant) => grant.state !== 'active'),
  ]
}

type Holder = Pick<UserDetailView, 'id' | 'role' | 'name' | 'status'>

/** Why grants of this person cannot be changed; null when they can. Told as the server decides it. */
export function toRevokeReason(me: Pick<MeView, 'role'>, user: Holder): string | null {
  if (mayManageRole(me.role, user.role)) return null
  const who = user.role === 'owner' ? 'Only owners' : 'Only people with that role or higher'
  return `${user.name} has the role ${ROLE_LABELS[user.role]}. ${who} can change these grants.`
}

/** Why this person cannot be granted anything; null when they can. */
export function toGiveReason(me: Pick<MeView, 'id' | 'role'>, user: Holder): string | null {
  if (me.id === user.id && me.role !== 'owner')
    return 'Nobody grants to themselves. Ask someone else who may grant.'
  if (user.status === 'disabled') return `${user.name} is disabled. Enable the account first.`
  return toRevokeReason(me, user)
}

/** What a date and time field holds (`2026-05-03T17:30`, in the reader's own zone) as an instant; null when it is empty. */
export function toInstant(local: string): string | null {
  if (local === '') return null
  const date = new Date(local)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** What is wrong with the end of a grant; null when nothing is. */
export function toEndProblem(local: string, now: Date): string | null {
  if (local === '') return null
  const end = toInstant(local)
  if (end === null) return 'Enter a whole date and time.'
  return new Date(end) <= now ? 'Choose a time that is still to come.' : null
}
