import { addScimUser, lockScimWrites, readRulesVersion, type PushedPerson } from '@rollcall/db'
import type { ScimResource } from '@rollcall/scim'
import type { ScimCall } from './provider-call.ts'
import { userNameTaken } from './scim-refusals.ts'
import { StaleRules } from './stale-rules.ts'
import { settleUnlinked } from './settle-unlinked.ts'
import { toUserEvent, type Settled } from './user-facts.ts'

export interface CreateScimUser {
  readonly document: ScimResource
}

/** A User that is being made. */
export interface Creation {
  readonly call: ScimCall<CreateScimUser>
  readonly person: PushedPerson
  readonly changed: readonly string[]
  readonly at: Date
}

/** Stores a User who may be someone here: looks, decides and writes in one transaction. */
export async function createCarefully({ call, person, changed, at }: Creation): Promise<Settled> {
  const { ctx, rules } = call
  return ctx.db.change(async (tx, emit) => {
    await lockScimWrites(tx, rules.connectionId)
    if ((await readRulesVersion(tx, rules.connectionId)) !== rules.version) throw new StaleRules()
    if (!(await addScimUser(tx, person, at))) throw userNameTaken()
    const settled = await settleUnlinked({ call, tx, emit, person, at }, 'created')
    emit(toUserEvent(call, person, changed, settled))
    return settled
  })
}
