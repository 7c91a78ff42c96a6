import { type Emit, planAddressNext, type Tx } from '@rollcall/db'
import { invitationId, type InvitationView, role } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { DirectoryError, parseInput } from '../errors.ts'
import { refuseLastOwner } from '../users/last-owner.ts'
import { endLink } from './end-link.ts'
import { lockInvitation, type LockedInvitation } from './lock-invited.ts'
import { refuseRole } from './refuse-role.ts'
import { INVITATION_SELECT, toInvitationView } from './to-invitation-view.ts'

const schema = z.object({ id: invitationId })

/**
 * The link stops working, and a person made for it is deleted unless something else holds them; `userDeleted` in the
 * answer says which. Revoking twice is the same as once. Throws `already_claimed` once the account is in use.
 */
export async function revokeInvitation({ ctx, input }: Call<{ id: string }>): Promise<InvitationView> {
  const { id } = parseInput(schema, input)
  return ctx.db.change(async (tx, emit) => {
    const { row, owners } = await lockInvitation(tx, id)
    const { user } = row
    refuseRole(ctx.role, role.parse(user.role))
    if (row.acceptedAt !== null || user.registeredAt !== null) {
      const message = `${user.name} uses the account already. Disable it to keep them out.`
      throw new DirectoryError('already_claimed', message)
    }
    if (row.revokedAt !== null) return toInvitationView(row, ctx.now())
    return revoke({ ctx, tx, emit, row, owners })
  })
}

interface Revoking {
  readonly ctx: Context
  readonly tx: Tx
  readonly emit: Emit
  readonly row: LockedInvitation
  readonly owners: readonly string[]
}

async function revoke({ ctx, tx, emit, row, owners }: Revoking): Promise<InvitationView> {
  const { id, userId, user } = row
  const { name } = user
  const revokedAt = ctx.now()
  await tx.invitation.update({ where: { id }, data: { revokedAt }, select: { id: true } })
  await endLink({ ctx, tx, emit, invitation: { id, userId }, why: 'The invitation was revoked.' })
  const revoked = await tx.invitation.findUniqueOrThrow({ where: { id }, select: INVITATION_SELECT })
  const userDeleted = row.madeUser && !(await isHeldOtherwise(tx, userId))
  emit({
    type: 'invitation.revoked',
    actor: ctx.actor,
    userId,
    data: { name, email: row.email, invitationId: id, userDeleted },
  })
  if (userDeleted) {
    refuseLastOwner(owners, userId, 'deleted with the invitation')
    await tx.user.delete({ where: { id: userId }, select: { id: true } })
    await planAddressNext(tx, user.email ?? row.email)
    emit({ type: 'user.deleted', actor: ctx.actor, userId, data: { name, email: user.email } })
  }
  return toInvitationView(revoked, revokedAt, userDeleted)
}

/** A directory holds or held them, or someone decided that a person of a directory is them. */
async function isHeldOtherwise(tx: Tx, userId: string): Promise<boolean> {
  const { _count } = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    select: { _count: { select: { identities: true, formerLinks: true } } },
  })
  if (_count.identities + _count.formerLinks > 0) return true
  return (await tx.conflict.count({ where: { linkUserId: userId, status: 'linked' } })) > 0
}
