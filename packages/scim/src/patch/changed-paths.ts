import { canonicalName, findSubAttribute, writableAttributes, type AttributePath } from '../attribute-path.ts'
import { complexAt, getValue } from '../document.ts'
import type { ResourceType, ScimResource } from '../resource.ts'
import { sameValue } from '../same-value.ts'

/**
 * The canonical names of what differs, in canonical order: `emails` for any change of a list, `name.givenName` for a part,
 * `urn:…:User:manager` for the extension.
 */
export function changedPaths(before: ScimResource, after: ScimResource, type: ResourceType): string[] {
  return writableAttributes(type)
    .filter((path) => !sameValue(getValue(before, path), getValue(after, path)))
    .flatMap((path) =>
      path.root.type === 'complex' && !path.root.multiValued
        ? changedParts(before, after, path)
        : [canonicalName(path)],
    )
}

/** A complex attribute with a `value` is known by its own name: the rest of it only describes the value. */
function changedParts(before: ScimResource, after: ScimResource, path: AttributePath): string[] {
  if (findSubAttribute(path, 'value')) return [canonicalName(path)]
  const [old, now] = [complexAt(before, path), complexAt(after, path)]
  return path.root.subAttributes
    .filter((sub) => old[sub.name] !== now[sub.name])
    .map((sub) => `${canonicalName(path)}.${sub.name}`)
}
