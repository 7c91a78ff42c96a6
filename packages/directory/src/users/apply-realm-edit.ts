import { holdRealms, planEveryoneNext } from '@rollcall/db'
import { DirectoryError } from '../errors.ts'
import type { PersonInChange } from './change-access.ts'
import type { RealmEdit } from './plan-realm-edit.ts'

/** Writes memberships by hand, with one event for each realm. */
export async function applyRealmEdit(about: Omit<PersonInChange, 'owners'>, edit: RealmEdit): Promise<void> {
  const { ctx, tx, emit, id, name } = about
  const joined = await holdRealms(tx, edit.join)
  if (joined.length < edit.join.length) {
    const message = 'One of these realms no longer exists. Reload the list and choose again.'
    throw new DirectoryError('invalid_input', message, [{ path: 'realmIds', message }])
  }
  await tx.realmMembership.createMany({
    data: joined.map((realm) => ({ realmId: realm.id, userId: id, origin: 'hand' })),
    skipDuplicates: true,
  })
  await tx.realmMembership.deleteMany({
    where: { userId: id, origin: 'hand', realmId: { in: edit.leave.map((realm) => realm.realmId) } },
  })
  for (const realm of joined) {
    const data = { name, realm: realm.name }
    emit({ type: 'realm.member_added', actor: ctx.actor, userId: id, realmId: realm.id, data })
  }
  if (edit.leave.length > 0) await planEveryoneNext(tx, { userIds: [id] })
  for (const realm of edit.leave) {
    const data = { name, realm: realm.name }
    emit({ type: 'realm.member_removed', actor: ctx.actor, userId: id, realmId: realm.realmId, data })
  }
}
