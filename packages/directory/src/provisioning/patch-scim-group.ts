import { parsePath, patchGroup, ScimError, type MemberChange, type PatchOperation } from '@rollcall/scim'
import { changeScimGroup, type GroupPlan } from './change-scim-group.ts'
import type { PatchScimResource } from './patch-scim-user.ts'
import type { ScimCall, StoredResource, Written } from './provider-call.ts'

/** Applies the operations, members as sets: the cost follows who is named, not how many there are. Throws ScimError 400, 404, 409 or 412. */
export async function patchScimGroup(call: ScimCall<PatchScimResource>): Promise<Written> {
  const { id, operations, ifMatch } = call.input
  const blind = ifMatch === null && operations.length > 0 && operations.every(namesMembers)
  return changeScimGroup(call, {
    id,
    ifMatch,
    // What happens to members does not depend on the rest of the group.
    blind: blind ? { write: null, ...toMembers(patchGroup({ id }, operations).members) } : null,
    plan: (stored) => planPatch(stored, operations),
  })
}

function planPatch({ id, document }: StoredResource, operations: readonly PatchOperation[]): GroupPlan {
  const { group, changed, members } = patchGroup({ ...document, id }, operations)
  const { id: _own, ...patched } = group
  return { write: changed.length > 0 ? { document: patched, changed } : null, ...toMembers(members) }
}

function namesMembers({ path }: PatchOperation): boolean {
  if (path === null) return false
  try {
    const parsed = parsePath(path, 'Group')
    return parsed.kind === 'attribute' && parsed.path.attribute === 'members'
  } catch (error) {
    // The operation is refused in its turn, after those before it.
    if (error instanceof ScimError) return false
    throw error
  }
}

function toMembers(changes: readonly MemberChange[]): Pick<GroupPlan, 'add' | 'remove'> {
  const exact = changes.find((change) => change.kind === 'set' || change.kind === 'clear')
  if (exact) return { add: exact.kind === 'set' ? exact.ids : [], remove: 'others' }
  const idsOf = (kind: 'add' | 'remove') =>
    changes.flatMap((change) => (change.kind === kind ? change.ids : []))
  return { add: idsOf('add'), remove: idsOf('remove') }
}
