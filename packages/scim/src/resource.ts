export type ResourceType = 'User' | 'Group'

export type ScimScalar = string | number | boolean

/** The sub-attributes of a complex value. SCIM nests no deeper: RFC 7643 section 2.3.8. */
export interface ScimComplex {
  readonly [subAttribute: string]: ScimScalar | undefined
}

/** What stands under an attribute. The object of objects is the enterprise extension, and the list of text `schemas`. */
export type ScimValue =
  | ScimScalar
  | ScimComplex
  | readonly ScimComplex[]
  | readonly string[]
  | { readonly [attribute: string]: ScimScalar | ScimComplex | undefined }

/**
 * A User or Group under canonical names. As a document it holds what the client owns; `toWire` adds `schemas`, `id` and
 * `meta`. Nothing in it is null or empty.
 */
export interface ScimResource {
  readonly [attribute: string]: ScimValue | undefined
}

/** A JSON object, and no array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
