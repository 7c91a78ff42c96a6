import {
  listMappedRealms,
  lockScimUser,
  lockScimWrites,
  removeScimUser,
  takeMappedRealms,
  type MappedMembership,
  type ScimUserState,
} from '@rollcall/db'
import type { PlannedPerson } from '../sync/plan-chunk.ts'
import { endOwnerSessions } from './end-owner-sessions.ts'
import { dropHeld, holdRemoval, mustHold } from './hold-removal.ts'
import { judgeLinked, toLinked } from './judge-scim-user.ts'
import { NO_REALMS } from './no-realms.ts'
import type { ScimCall, Written } from './provider-call.ts'
import { isResourceId, requireVersion, toScimRefusal, unknownUser } from './scim-refusals.ts'
import type { Settling } from './settling.ts'
import { settleVerdict } from './settle-verdict.ts'
import { StaleRules } from './stale-rules.ts'
import { toPushedPerson } from './to-pushed-person.ts'
import { toStoredDocument } from './to-stored-document.ts'
import { toUserEvent, type Settled } from './user-facts.ts'

export interface DeleteScimResource {
  readonly id: string
  /** The `If-Match` header; null without one. */
  readonly ifMatch: string | null
}

/** Deletes a User for good; the person here follows the connection's leaver policy. Throws ScimError 404, 409, 412 or 429. */
export async function deleteScimUser(call: ScimCall<DeleteScimResource>): Promise<Written> {
  const { ctx, input } = call
  if (!isResourceId(input.id)) throw unknownUser()
  try {
    const { outcome, userId, why } = await remove(call)
    return { resource: null, resourceId: input.id, outcome, changed: [], userId, why }
  } catch (error) {
    await endOwnerSessions(ctx, error)
    throw toScimRefusal(error)
  }
}

async function remove(call: ScimCall<DeleteScimResource>): Promise<Settled> {
  const { ctx, rules, input } = call
  const { connectionId } = rules
  return ctx.db.change(async (tx, emit) => {
    const at = ctx.now()
    await lockScimWrites(tx, connectionId)
    const state = await lockScimUser(tx, { connectionId, id: input.id, at })
    if (state === null) throw unknownUser()
    if (state.rules_version !== rules.version) throw new StaleRules()
    requireVersion(input.ifMatch, state.version)
    const person = toPushedPerson(rules, input.id, toStoredDocument(state.document))
    await removeScimUser(tx, { connectionId, id: input.id, at })
    if (!state.mirrored) return DELETED
    const settling: Settling = { call, tx, emit, person, at }
    await dropHeld(settling, state.user?.id ?? null)
    const settled = await settleLeaver(settling, state)
    emit(toUserEvent(call, person, [], settled))
    return settled
  })
}

const STAYS =
  'Another directory still holds this person, or they had left before, so the account stays as it is.'

const DELETED: Settled = { outcome: 'deleted', userId: null, why: null, fields: [] }

async function settleLeaver(settling: Settling, state: ScimUserState): Promise<Settled> {
  const { call, tx, person, at } = settling
  const { rules } = call
  if (state.user === null) {
    await tx.conflict.updateMany({
      where: { identityId: person.id, status: 'open' },
      data: { status: 'resolved', decidedAt: at },
    })
    return DELETED
  }
  const input = toLinked(person, state.user, at)
  const verdict = judgeLinked(input, rules, at)
  const realms = await listMappedRealms(tx, rules.connectionId, state.user.id)
  if (verdict.kind === 'deactivate' && (await mustHold(settling, state.user.id)))
    return holdRemoval(settling, toPlanned(input, person.mirror.hash, realms), toRealmNames(realms))
  if (realms.length > 0) await takeMappedRealms(tx, rules.connectionId, state.user.id)
  const planned: PlannedPerson = { input, wanted: [], held: [], mirror: person.mirror.hash }
  const settled = await settleVerdict(settling, planned, verdict, 'deleted')
  return verdict.kind === 'absent' ? { ...settled, userId: state.user.id, why: STAYS } : settled
}

function toPlanned(
  input: PlannedPerson['input'],
  mirror: string,
  realms: readonly MappedMembership[],
): PlannedPerson {
  const held = realms.map((realm) => ({ mappingId: realm.mapping_id, realmId: realm.realm_id }))
  return { input, wanted: [], held, mirror }
}

function toRealmNames(realms: readonly MappedMembership[]) {
  return {
    ...NO_REALMS,
    realmNames: new Map(realms.map((realm) => [realm.realm_id, realm.realm_name])),
    groupNames: new Map(realms.map((realm) => [realm.mapping_id, realm.group_name])),
  }
}
