import { type Emit, lockAddress, planAddressNext, type Tx } from '@rollcall/db'
import { type InvitationView, type InviteInput, inviteInput } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { DirectoryError, parseInput } from '../errors.ts'
import { requireSmtp } from '../mail/require-smtp.ts'
import { applyRealmEdit } from '../users/apply-realm-edit.ts'
import { planRealmEdit } from '../users/plan-realm-edit.ts'
import { editInvited } from './edit-invited.ts'
import { lockInvitedPerson } from './lock-invited.ts'
import { type InvitePlan, planInvite } from './plan-invite.ts'
import { readInvitationView } from './read-invitation-views.ts'
import { readPeopleAtAddress } from './read-people-at-address.ts'
import { refuseRole } from './refuse-role.ts'
import { sendInvitation } from './send-invitation.ts'

/**
 * Makes an account for someone by hand and emails them a link to claim it. Inviting the same address again replaces the
 * link and brings name, role and realms to what is asked now. Refuses with `email_unavailable` without a mail server,
 * and with `already_claimed` or `already_exists` people who are here for another reason.
 */
export async function invite({ ctx, input }: Call<z.input<typeof inviteInput>>): Promise<InvitationView> {
  const wanted = parseInput(inviteInput, input)
  refuseRole(ctx.role, wanted.role)
  const id = await ctx.db.change((tx, emit) => inviteAddress({ ctx, tx, emit, wanted }))
  return readInvitationView(ctx, id)
}

interface Inviting {
  readonly ctx: Context
  readonly tx: Tx
  readonly emit: Emit
  readonly wanted: InviteInput
}

async function inviteAddress(call: Inviting): Promise<string> {
  const { tx, wanted } = call
  await requireSmtp(tx)
  await lockAddress(tx, wanted.email)
  const seen = planInvite(await readPeopleAtAddress(tx, { emailKey: wanted.email.toLowerCase() }))
  if (seen.kind === 'make') return inviteNobodyYet(call)
  if (seen.kind === 'refuse') throw refusal(seen)
  const owners = await lockInvitedPerson(tx, seen.userId)
  const plan = planInvite(await readPeopleAtAddress(tx, { id: seen.userId }))
  if (plan.kind === 'make') return inviteNobodyYet(call)
  if (plan.kind === 'refuse') throw refusal(plan)
  return inviteAgain(call, plan, owners)
}

async function inviteNobodyYet({ ctx, tx, emit, wanted }: Inviting): Promise<string> {
  const userId = ctx.newId()
  const id = ctx.newId()
  const { name, email, role } = wanted
  const now = ctx.now()
  await tx.user.create({
    data: { id: userId, name, email, role, createdAt: now, updatedAt: now },
    select: { id: true },
  })
  await planAddressNext(tx, email)
  await sendInvitation({ ctx, tx, emit, id, userId, name, email, again: false })
  await applyRealmEdit({ ctx, tx, emit, id: userId, name }, planRealmEdit([], wanted.realmIds))
  return id
}

async function inviteAgain(
  { ctx, tx, emit, wanted }: Inviting,
  { userId, invitationId: id }: InvitePlan & { kind: 'again' },
  owners: readonly string[],
): Promise<string> {
  const { name, email } = wanted
  await editInvited({ ctx, tx, emit, id: userId, owners }, wanted)
  await sendInvitation({ ctx, tx, emit, id, userId, name, email, again: true })
  return id
}

function refusal({ code, message }: InvitePlan & { kind: 'refuse' }): DirectoryError {
  return new DirectoryError(code, message, [{ path: 'email', message }])
}
