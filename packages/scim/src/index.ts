export {
  ScimError,
  toErrorBody,
  invalidFilter,
  invalidPath,
  invalidSyntax,
  invalidValue,
  mutability,
  noTarget,
  type ScimErrorBody,
  type ScimType,
} from './scim-error.ts'
export * from './urns.ts'
export type { ResourceType, ScimComplex, ScimResource, ScimScalar, ScimValue } from './resource.ts'
export type { AttributeDefinition, AttributeType, SchemaDefinition } from './schema/attribute-definition.ts'
export { COMMON_ATTRIBUTES } from './schema/common-attributes.ts'
export { SCHEMAS } from './schema/schemas.ts'
export { canonicalName, findAttribute, type AttributePath, type SchemaPart } from './attribute-path.ts'
export { compareTexts, foldCase } from './fold-case.ts'
export type { Comparison, CompareOperator, Filter, FilterValue, Presence } from './filter/filter.ts'
export { parseFilter } from './filter/parse-filter.ts'
export { matchesFilter } from './filter/matches-filter.ts'
export { parsePath, type PatchPath } from './parse-path.ts'
export { readResource, splitMembers } from './read/read-resource.ts'
export { readSearch, type SearchRequest } from './read/read-search.ts'
export { readPatch, type PatchOperation } from './patch/read-patch.ts'
export { patchUser, type PatchedUser } from './patch/patch-user.ts'
export { patchGroup, type PatchedGroup } from './patch/patch-group.ts'
export type { MemberChange } from './patch/member-changes.ts'
export { changedPaths } from './patch/changed-paths.ts'
export { asksFor, project, readProjection, type Projection } from './answer/project.ts'
export { readPaging, toListResponse, type ListResponse, type Paging } from './answer/paging.ts'
export { matchesEtag, toWeakEtag } from './answer/etag.ts'
export { toWire, type WireMeta } from './answer/to-wire.ts'
export {
  toResourceTypes,
  toSchemaDocuments,
  toServiceProviderConfig,
  type AttributeDocument,
  type ResourceTypeDocument,
  type SchemaDocument,
} from './answer/discovery.ts'
