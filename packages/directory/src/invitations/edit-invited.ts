import { planEveryoneNext } from '@rollcall/db'
import type { InviteInput } from '@rollcall/vocabulary'
import { applyRealmEdit } from '../users/apply-realm-edit.ts'
import { changeRole, type PersonInChange } from '../users/change-access.ts'
import { planRealmEdit } from '../users/plan-realm-edit.ts'
import { planUserEdit } from '../users/plan-user-edit.ts'
import { readEditedPerson } from '../users/read-edited-person.ts'

/** Brings someone who is invited again to the name, role and realms of the new invitation, by the rules of any edit. */
export async function editInvited(
  about: Omit<PersonInChange, 'name'>,
  wanted: Pick<InviteInput, 'name' | 'role' | 'realmIds'>,
): Promise<void> {
  const { ctx, tx, emit, id } = about
  const { person, realms } = await readEditedPerson(tx, id)
  const plan = planUserEdit(person, { name: wanted.name, role: wanted.role }, ctx.role)
  const named = { ...about, name: wanted.name }
  if (plan.fields.length > 0) {
    const data = { name: wanted.name, editedFields: [...plan.editedFields], updatedAt: ctx.now() }
    await tx.user.update({ where: { id }, data, select: { id: true } })
    await planEveryoneNext(tx, { userIds: [id] })
    const fields = plan.fields.map((field) => ({ ...field }))
    emit({ type: 'user.updated', actor: ctx.actor, userId: id, data: { name: wanted.name, fields } })
  }
  if (plan.role !== null) await changeRole(named, person.role, plan.role)
  await applyRealmEdit(named, planRealmEdit(realms, wanted.realmIds))
}
