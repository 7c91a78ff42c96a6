import { listScimRows } from '@rollcall/db'
import { canonicalName, type Filter, type Paging, type ResourceType } from '@rollcall/scim'
import type { ListedResources, ScimCall } from './provider-call.ts'
import { toScimBaseUrl } from './scim-base-url.ts'
import { toScimCondition } from './to-scim-condition.ts'
import { toStoredResource } from './to-stored-resource.ts'

export interface ListScimResources {
  readonly type: ResourceType
  /** Null for all of them. */
  readonly filter: Filter | null
  readonly paging: Paging
  /** Whether the members of Groups, or the groups of Users, are wanted with them. */
  readonly related: boolean
}

/** One page in the order of creation, and how many there are in all. */
export async function listScimResources({
  ctx,
  rules,
  input,
}: ScimCall<ListScimResources>): Promise<ListedResources> {
  const { type, filter, paging, related } = input
  const collection = `${toScimBaseUrl(ctx.publicUrl, rules.connectionId)}/${type}s`
  const { total, rows } = await listScimRows(ctx.db.sql, {
    type,
    connectionId: rules.connectionId,
    condition: filter && toScimCondition(filter, { type, collection }),
    name: filter ? toStatementName(filter) : 'all',
    offset: paging.startIndex - 1,
    limit: paging.count,
    related,
  })
  return { total, resources: rows.map((row) => toStoredResource(row, type)) }
}

/** Attributes that clients match resources by. */
const MATCHED = new Set(['userName', 'externalId', 'displayName', 'emails.value', 'members.value'])

/**
 * A name for filters that come again and again, such as the one that begins each request for a person: two of the same name
 * differ in their values only. Others have none.
 */
function toStatementName(filter: Filter): string | null {
  if (filter.kind === 'compare') {
    const name = canonicalName(filter.path)
    return filter.operator === 'eq' && filter.value !== null && MATCHED.has(name) ? name : null
  }
  if (filter.kind !== 'element' || filter.then === undefined) return null
  const [chosen, value] = [filter.filter, filter.then]
  const plain = [chosen, value].every(
    (test) => test.kind === 'compare' && test.operator === 'eq' && test.value !== null,
  )
  if (!plain || chosen.kind !== 'compare') return null
  const names = `${canonicalName(chosen.path)}+${canonicalName(value.path)}`
  return names === 'emails.type+emails.value' ? names : null
}
