import { shortName } from '../attribute-path.ts'
import type { ScimResource } from '../resource.ts'
import { mutability } from '../scim-error.ts'
import type { Step } from './to-steps.ts'

/**
 * Whether a step is left out: passwords always, and what a client merely echoes. Throws `mutability` for a step that would
 * write what only this service writes.
 */
export function isIdle(step: Step, resource: ScimResource): boolean {
  const { path } = step
  if (path.definition.returned === 'never') return true
  const { root } = path
  if (root.mutability !== 'readOnly' && path.definition.mutability !== 'readOnly') return false
  if (step.named === 'by-key' && isEcho(step, resource)) return true
  throw mutability(`${shortName(path)} is written by this service alone.`)
}

/** Okta and authentik send a group's own id, and whole resources bring their schemas, meta, addresses and names along. */
function isEcho(step: Step, resource: ScimResource): boolean {
  const { root, attribute } = step.path
  if (root.mutability !== 'readOnly') return true
  if (attribute === 'id') return resource['id'] === undefined || resource['id'] === step.value
  return attribute === 'schemas' || attribute === 'meta'
}
