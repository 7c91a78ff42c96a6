import { elementsAt } from '../document.ts'
import type { ScimResource } from '../resource.ts'
import { tooLarge } from '../scim-error.ts'
import type { Step } from './to-steps.ts'

/** Comparisons of elements that one request may cost; a person's whole profile needs a few hundred. */
const MAX_WORK = 50_000

/** Adds what a step costs to `done`. Throws 413 when one request would keep the server busy for everyone else. */
export function addWork(done: number, step: Step, resource: ScimResource): number {
  if (!step.path.root.multiValued) return done
  const given = Array.isArray(step.value) ? step.value.length : 1
  const work = done + (elementsAt(resource, step.path).length + 1) * given
  if (work > MAX_WORK) throw tooLarge('This PATCH changes more list values than one request may. Split it.')
  return work
}
