import type { ScimResource } from '../resource.ts'
import { applyStep } from './apply-step.ts'
import { changedPaths } from './changed-paths.ts'
import { mergeMemberChanges, toMemberChange, type MemberChange } from './member-changes.ts'
import type { PatchOperation } from './read-patch.ts'
import { isIdle } from './refuse-step.ts'
import { toSteps } from './to-steps.ts'

export interface PatchedGroup {
  readonly group: ScimResource
  /** Canonical attribute paths of what is different now; members are not among them. */
  readonly changed: readonly string[]
  /** To be done in this order. */
  readonly members: readonly MemberChange[]
}

/**
 * Like `patchUser`, for a group without its members: what happens to those comes back as changes of sets, so that nobody
 * has to load them.
 */
export function patchGroup(group: ScimResource, operations: readonly PatchOperation[]): PatchedGroup {
  let patched = group
  const changes: MemberChange[] = []
  for (const operation of operations)
    for (const step of toSteps(operation, 'Group')) {
      if (isIdle(step, group)) continue
      if (step.path.attribute === 'members') changes.push(...[toMemberChange(step)].flatMap((c) => c ?? []))
      else patched = applyStep(patched, step)
    }
  return {
    group: patched,
    changed: changedPaths(group, patched, 'Group'),
    members: mergeMemberChanges(changes),
  }
}
