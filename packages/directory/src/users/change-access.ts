import { type Emit, endAccess, planEveryoneNext, type Tx } from '@rollcall/db'
import { isAtLeast, type Role, ROLE_LABELS, ROLES, type UserStatus } from '@rollcall/vocabulary'
import { cancelOpenClaims } from '../claims/cancel-open-claims.ts'
import { noteEndedAccess } from '../claims/note-ended-access.ts'
import type { Context } from '../context.ts'
import { refuseLastOwner } from './last-owner.ts'

/** One person inside the transaction that edits them. `owners` are the active owners, locked. */
export interface PersonInChange {
  ctx: Context
  tx: Tx
  emit: Emit
  id: string
  name: string
  owners: readonly string[]
}

/** Gives another role; API keys that could do more than the new role end with the old one. */
export async function changeRole(about: PersonInChange, before: Role, after: Role): Promise<void> {
  const { ctx, tx, emit, id, name, owners } = about
  if (before === 'owner') refuseLastOwner(owners, id, 'given another role')
  await tx.user.update({ where: { id }, data: { role: after, updatedAt: ctx.now() }, select: { id: true } })
  // Whoever shows a QR was allowed to for the role that the account had.
  const shown = { userId: id, openedVia: 'staff' }
  await cancelOpenClaims({ ctx, tx, emit }, shown, 'The role of the account was changed.')
  const above = ROLES.filter((role) => !isAtLeast(after, role))
  const keys = await tx.apiKey.deleteMany({ where: { userId: id, role: { in: above } } })
  emit({
    type: 'user.role_changed',
    actor: ctx.actor,
    userId: id,
    data: {
      name,
      before: ROLE_LABELS[before].toLowerCase(),
      after: ROLE_LABELS[after].toLowerCase(),
      keysEnded: keys.count,
    },
  })
}

/** Disabling ends all access in the same transaction. What a person decided here, no sync undoes. */
export async function changeStatus(about: PersonInChange, status: UserStatus): Promise<void> {
  const { ctx, tx, emit, id, name, owners } = about
  const at = ctx.now()
  if (status === 'active') {
    const data = { status, disabledBy: null, disabledRunId: null, disabledAt: null, updatedAt: at }
    await tx.user.update({ where: { id }, data, select: { id: true } })
    await planEveryoneNext(tx, { userIds: [id] })
    emit({ type: 'user.enabled', actor: ctx.actor, userId: id, data: { name } })
    return
  }
  refuseLastOwner(owners, id, 'disabled')
  const data = { status, disabledBy: 'person', disabledRunId: null, disabledAt: at, updatedAt: at }
  await tx.user.update({ where: { id }, data, select: { id: true } })
  await planEveryoneNext(tx, { userIds: [id] })
  const ended = await endAccess(tx, { userId: id, at })
  const counts = { sessionsEnded: ended.sessions, keysEnded: ended.keys, grantsEnded: ended.grants.length }
  emit({ type: 'user.disabled', actor: ctx.actor, userId: id, data: { name, ...counts } })
  noteEndedAccess(emit, ctx.actor, ended)
}
