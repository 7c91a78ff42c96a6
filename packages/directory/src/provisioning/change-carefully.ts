import { lockScimUser, lockScimWrites, replaceScimUserRow } from '@rollcall/db'
import { toEdited, toUnchanged, toWritten, type Edited, type ScimUserChange } from './edited-user.ts'
import { dropHeld } from './hold-removal.ts'
import { judgeLinked, toLinked } from './judge-scim-user.ts'
import type { ScimCall, Written } from './provider-call.ts'
import { settleUnlinked } from './settle-unlinked.ts'
import { settleVerdict } from './settle-verdict.ts'
import type { Settling } from './settling.ts'
import { toUserEvent, type Settled } from './user-facts.ts'

/** The same change in a transaction that holds the User and the person: for whatever one statement is not enough for. */
export async function changeCarefully(call: ScimCall<ScimUserChange>): Promise<Written> {
  const { ctx, rules, input } = call
  const { connectionId } = rules
  return ctx.db.change(async (tx, emit) => {
    const at = ctx.now()
    await lockScimWrites(tx, connectionId)
    const edited = toEdited(call, await lockScimUser(tx, { connectionId, id: input.id, at }), at)
    if (edited.changed.length === 0) return toUnchanged(edited)
    const { person } = edited
    await replaceScimUserRow(tx, person, at)
    const settling: Settling = { call, tx, emit, person, at }
    await dropHeld(settling, edited.state.user?.id ?? null)
    const settled = await settle(settling, edited)
    emit(toUserEvent(call, person, edited.changed, settled))
    return toWritten(edited, settled)
  })
}

async function settle(settling: Settling, { call, state, person, at }: Edited): Promise<Settled> {
  if (!state.mirrored) return { outcome: 'updated', userId: null, why: null, fields: [] }
  if (state.user === null) return settleUnlinked(settling, 'updated')
  const input = toLinked(person, state.user, null)
  const planned = { input, wanted: [], held: [], mirror: person.mirror.hash }
  return settleVerdict(settling, planned, judgeLinked(input, call.rules, at), 'updated')
}
