import type { AttributePath } from './attribute-path.ts'
import { isObject, type ScimComplex, type ScimResource, type ScimScalar, type ScimValue } from './resource.ts'
import { ENTERPRISE_URN } from './urns.ts'

type Extension = Readonly<Record<string, ScimScalar | ScimComplex | undefined>>

/** What stands under the attribute of `path`, whether or not the path names a sub-attribute. */
export function getValue(resource: ScimResource, path: AttributePath): ScimValue | undefined {
  return path.schema === 'enterprise' ? extensionOf(resource)[path.attribute] : resource[path.attribute]
}

/** A copy with another value under the attribute; undefined removes it, and an extension without content with it. */
export function setValue(
  resource: ScimResource,
  path: AttributePath,
  value: ScimValue | undefined,
): ScimResource {
  if (path.schema === 'core') return withKey(resource, path.attribute, value)
  const extension = withKey(extensionOf(resource), path.attribute, value)
  return withKey(
    resource,
    ENTERPRISE_URN,
    Object.keys(extension).length === 0 ? undefined : toExtension(extension),
  )
}

export function complexAt(resource: ScimResource, path: AttributePath): ScimComplex {
  const value = getValue(resource, path)
  return isComplex(value) ? value : {}
}

export function elementsAt(resource: ScimResource, path: AttributePath): readonly ScimComplex[] {
  const value = getValue(resource, path)
  return Array.isArray(value) ? value.filter(isComplex) : []
}

function extensionOf(resource: ScimResource): Extension {
  const value = resource[ENTERPRISE_URN]
  return isObject(value) ? toExtension(value) : {}
}

function withKey(
  object: Readonly<Record<string, ScimValue | undefined>>,
  key: string,
  value: ScimValue | undefined,
): Readonly<Record<string, ScimValue | undefined>> {
  if (value !== undefined) return { ...object, [key]: value }
  const { [key]: _removed, ...rest } = object
  return rest
}

/** The extension has no lists, which the shape of a resource does not say. */
export function toExtension(value: Readonly<Record<string, unknown>>): Extension {
  return value as Extension
}

/** Documents hold scalars below an object; `ScimResource` says so. */
function isComplex(value: unknown): value is ScimComplex {
  return isObject(value)
}
