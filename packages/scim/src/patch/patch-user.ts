import type { ScimResource } from '../resource.ts'
import { applyStep } from './apply-step.ts'
import { changedPaths } from './changed-paths.ts'
import type { PatchOperation } from './read-patch.ts'
import { isIdle } from './refuse-step.ts'
import { addWork } from './step-work.ts'
import { toSteps } from './to-steps.ts'

export interface PatchedUser {
  readonly resource: ScimResource
  /** Canonical attribute paths of what is different now; empty when the operations asked for what was there. */
  readonly changed: readonly string[]
}

/**
 * Applies the operations of RFC 7644 section 3.5.2 in their order, in both dialects of Entra. Throws ScimError, and then
 * nothing has changed: what was given is never written to. A document that carries its `id` lets a client echo it.
 */
export function patchUser(resource: ScimResource, operations: readonly PatchOperation[]): PatchedUser {
  let patched = resource
  let work = 0
  for (const operation of operations)
    for (const step of toSteps(operation, 'User')) {
      if (isIdle(step, resource)) continue
      work = addWork(work, step, patched)
      patched = applyStep(patched, step)
    }
  return { resource: patched, changed: changedPaths(resource, patched, 'User') }
}
