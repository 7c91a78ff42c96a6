export type ScimResourceType = 'User' | 'Group'

/** One value of a resource, or none. Names are those of attributes; they are never a client's own. */
export type ScimField =
  | {
      readonly kind: 'id'
      /** Stands before the id: the address of the collection. */ readonly prefix?: string
    }
  | { readonly kind: 'externalId' }
  /** Of a User, of a Group; both are kept folded. */
  | { readonly kind: 'userNameKey' | 'displayNameKey' }
  | { readonly kind: 'created' | 'lastModified' }
  /** The entity tag. */
  | { readonly kind: 'version' }
  | { readonly kind: 'constant'; readonly value: string }
  /** Of the stored document, beneath these names. */
  | { readonly kind: 'document'; readonly names: readonly string[] }
  /** Of the element that the surrounding condition is about. */
  | { readonly kind: 'part'; readonly name: string }

/** Several values. */
export type ScimList =
  | { readonly kind: 'document'; readonly name: string }
  /** Of a Group. */
  | { readonly kind: 'members' }
  /** Of a User. */
  | { readonly kind: 'groups' }
  /** `always`, and `extended` when the document holds something under that name. */
  | { readonly kind: 'schemas'; readonly always: string; readonly extended: string | null }

/** A comparison of one value. All but `absent` and `ne` fail where there is none. */
export type ScimTest =
  | { readonly operator: 'present' | 'absent' }
  | {
      readonly operator: 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'
      /** Folded already where `folded` is set; a time as ISO text. */
      readonly value: string
      /** Case does not matter. */
      readonly folded: boolean
    }

/** What rows of resources are chosen by. Order is by code point. */
export type ScimCondition =
  | { readonly kind: 'and' | 'or'; readonly items: readonly ScimCondition[] }
  | { readonly kind: 'not'; readonly item: ScimCondition }
  | { readonly kind: 'test'; readonly field: ScimField; readonly test: ScimTest }
  /** Any value of a list; without a part, its elements are texts. `ne` also holds of a list without values. */
  | { readonly kind: 'any'; readonly list: ScimList; readonly part: string | null; readonly test: ScimTest }
  /** One element of a list, about which all of `condition` holds. */
  | { readonly kind: 'element'; readonly list: ScimList; readonly condition: ScimCondition }
  /** Something stands under these names of the document. */
  | { readonly kind: 'holds'; readonly names: readonly string[] }
  /** All of these are match keys of a User: what an index finds before the exact condition is looked at. */
  | { readonly kind: 'keys'; readonly keys: readonly string[] }
  | { readonly kind: 'constant'; readonly value: boolean }
