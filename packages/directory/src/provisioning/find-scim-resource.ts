import { findResource } from '@rollcall/db'
import type { ResourceType } from '@rollcall/scim'
import type { ScimCall, StoredResource } from './provider-call.ts'
import { isResourceId } from './resource-id.ts'
import { toStoredResource } from './to-stored-resource.ts'

export interface FindScimResource {
  readonly type: ResourceType
  readonly id: string
  /** Whether the members of a Group, or the groups of a User, are wanted with it. */
  readonly related: boolean
}

/** The resource, also of someone inactive; null when this connection has none of that id. */
export async function findScimResource({
  ctx,
  rules,
  input,
}: ScimCall<FindScimResource>): Promise<StoredResource | null> {
  if (!isResourceId(input.id)) return null
  const { type, id, related } = input
  const { connectionId } = rules
  const row = await findResource(ctx.db.sql, { type, connectionId, by: 'id', value: id, related })
  return row && toStoredResource(row, type)
}
