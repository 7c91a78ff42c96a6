import { lockActiveOwners, lockUser, type Tx } from '@rollcall/db'
import { notFound } from '../errors.ts'
import { INVITATION_SELECT } from './to-invitation-view.ts'

/** Locks an invited person. Answers with the active owners, locked before, whom an edit of a role needs. */
export async function lockInvitedPerson(tx: Tx, userId: string): Promise<string[]> {
  const owners = await lockActiveOwners(tx)
  await lockUser(tx, userId)
  return owners
}

export type LockedInvitation = Awaited<ReturnType<typeof lockInvitation>>['row']

/** The invitation as it stays until the transaction ends; `not_found` when there is none. */
export async function lockInvitation(tx: Tx, id: string) {
  const found = await tx.invitation.findUnique({ where: { id }, select: { userId: true } })
  if (!found) throw notFound('invitation')
  const owners = await lockInvitedPerson(tx, found.userId)
  const row = await tx.invitation.findUnique({
    where: { id },
    select: {
      ...INVITATION_SELECT,
      madeUser: true,
      user: { select: { ...INVITATION_SELECT.user.select, email: true, status: true, registeredAt: true } },
    },
  })
  if (!row) throw notFound('invitation')
  return { row, owners }
}
