import { type Emit, lockActiveOwners, lockUser, planEveryoneNext, type Tx } from '@rollcall/db'
import { type UpdateUserInput, updateUserInput, type UserDetailView, userId } from '@rollcall/vocabulary'
import type * as z from 'zod'
import { dropLinksTo } from '../claims/drop-links-to.ts'
import type { Call, Context } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { applyRealmEdit } from './apply-realm-edit.ts'
import { changeRole, changeStatus } from './change-access.ts'
import { getUser } from './get-user.ts'
import { planRealmEdit } from './plan-realm-edit.ts'
import { planUserEdit } from './plan-user-edit.ts'
import { readEditedPerson } from './read-edited-person.ts'

const schema = updateUserInput.extend({ id: userId })

/**
 * Edits one person. Absent fields stay as they are; `realmIds` is the whole list of realms held by hand. Refuses with
 * `forbidden` what the role does not allow and with `last_owner` what would leave nobody in charge.
 */
export async function updateUser({ ctx, input }: Call<z.input<typeof schema>>): Promise<UserDetailView> {
  const { id, ...edit } = parseInput(schema, input)
  await ctx.db.change((tx, emit) => editPerson({ ctx, tx, emit, id, edit }))
  return getUser({ ctx, input: { id } })
}

interface Edit {
  ctx: Context
  tx: Tx
  emit: Emit
  id: string
  edit: UpdateUserInput
}

async function editPerson({ ctx, tx, emit, id, edit }: Edit): Promise<void> {
  const touchesAccess = edit.role !== undefined || edit.status !== undefined
  const owners = touchesAccess ? await lockActiveOwners(tx) : []
  if (!(await lockUser(tx, id))) throw notFound('person')
  const { person, realms } = await readEditedPerson(tx, id)
  const plan = planUserEdit(person, edit, ctx.role)
  const name = plan.fields.find((one) => one.field === 'name')?.after ?? person.profile.name ?? ''
  const about = { ctx, tx, emit, id, name, owners }

  const released = plan.editedFields.length !== person.editedFields.length
  if (plan.fields.length > 0 || released) {
    const values = Object.fromEntries(plan.fields.map((one) => [one.field, one.after]))
    await tx.user.update({
      where: { id },
      data: { ...values, editedFields: [...plan.editedFields], updatedAt: ctx.now() },
      select: { id: true },
    })
    const fields =
      plan.fields.length > 0 ? plan.fields : [toReleasedField(person.editedFields, plan.editedFields)]
    await planEveryoneNext(tx, { userIds: [id] })
    emit({
      type: 'user.updated',
      actor: ctx.actor,
      userId: id,
      data: { name, fields: fields.map((field) => ({ ...field })) },
    })
  }
  const email = plan.fields.find((one) => one.field === 'email')
  if (email && !person.registered) await dropLinksTo(about, email.after)
  if (plan.role !== null) await changeRole(about, person.role, plan.role)
  if (plan.status !== null) await changeStatus(about, plan.status)
  if (edit.realmIds) await applyRealmEdit(about, planRealmEdit(realms, edit.realmIds))
}

/** A field handed back to the directory whose value is already the directory's changes nothing but this list. */
function toReleasedField(before: readonly string[], after: readonly string[]) {
  return { field: 'editedFields', before: before.join(', ') || null, after: after.join(', ') || null }
}
