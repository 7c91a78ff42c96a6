import { shortName, type AttributePath } from '../attribute-path.ts'
import { complexAt, elementsAt, setValue } from '../document.ts'
import { readComplex, toComplex } from '../read/read-complex.ts'
import { checkRequired } from '../read/read-resource.ts'
import { readScalar } from '../read/read-scalar.ts'
import type { ScimComplex, ScimResource, ScimScalar } from '../resource.ts'
import { invalidValue, mutability } from '../scim-error.ts'
import { editElements } from './edit-elements.ts'
import type { Step } from './to-steps.ts'

/** The resource after one step; the one given stays as it is. Throws ScimError. */
export function applyStep(resource: ScimResource, step: Step): ScimResource {
  const { path } = step
  if (path.root.multiValued) {
    const elements = editElements(elementsAt(resource, path), step)
    return setValue(resource, path, elements.length === 0 ? undefined : elements)
  }
  if (path.root.type === 'complex') return setValue(resource, path, editComplex(resource, step))
  const value = step.op === 'remove' ? undefined : readScalar(path.definition, step.value, shortName(path))
  if (value === undefined) refuseToClear(path, step.op)
  checkRequired(path, value)
  return setValue(resource, path, value)
}

/** Parts that are not named stay: RFC 7644 sections 3.5.2.1 and 3.5.2.3. */
function editComplex(resource: ScimResource, step: Step): ScimComplex | undefined {
  const parts = readParts(step)
  return parts === null ? undefined : toComplex({ ...complexAt(resource, step.path), ...parts })
}

/** Null to clear the whole. */
function readParts({ op, path, value }: Step): Record<string, ScimScalar | undefined> | null {
  if (path.sub === null) return op === 'remove' ? null : readComplex(path.root, value, path.attribute)
  return { [path.sub]: op === 'remove' ? undefined : readScalar(path.definition, value, shortName(path)) }
}

/** Who is not said to be active would count as active, so taking the word away could let somebody back in. */
function refuseToClear(path: AttributePath, op: Step['op']): void {
  if (!path.definition.required && path.attribute !== 'active') return
  const name = shortName(path)
  if (op === 'remove') throw mutability(`${name} can be replaced, but not removed.`)
  throw invalidValue(`${name} cannot be empty.`)
}
