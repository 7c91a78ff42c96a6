import { ScimError, type ResourceType } from '@rollcall/scim'
import { answerCollection, answerSearch } from './answer-collection.ts'
import { answerDiscovery } from './answer-discovery.ts'
import { answerResource } from './answer-resource.ts'
import { isScimId } from './read-address.ts'
import type { ScimAnswer, ScimRequest, ScimTarget } from './scim-request.ts'

const TYPES: ReadonlyMap<string, ResourceType> = new Map([
  ['Users', 'User'],
  ['Groups', 'Group'],
])
/** RFC 7644 sections 3.7, 3.11 and, for the search across all types, 3.4.3. */
const NOT_OFFERED: ReadonlySet<string> = new Set(['Bulk', 'Me', '.search'])

/** What the path is about, whatever is asked of it. */
export function targetOf(segments: readonly string[]): ScimTarget {
  const [name = '', id, ...rest] = segments
  const resourceType = rest.length === 0 ? (TYPES.get(name) ?? null) : null
  const isId = resourceType !== null && id !== undefined && isScimId(id)
  return { resourceType, resourceId: isId ? id.toLowerCase() : null }
}

/** Throws ScimError for whatever cannot be done. */
export async function answerRequest(request: ScimRequest): Promise<ScimAnswer> {
  const [name = '', id, ...rest] = request.segments
  const type = TYPES.get(name)
  if (type === undefined) {
    if (NOT_OFFERED.has(name)) throw new ScimError(501, null, `${name} is not offered here.`)
    return answerDiscovery(request)
  }
  if (rest.length > 0) throw nothingHere()
  if (id === undefined) return answerCollection(request, type)
  return id === '.search' ? answerSearch(request, type) : answerResource(request, type, id)
}

function nothingHere(): ScimError {
  return new ScimError(404, null, 'There is nothing at this address. Check the Tenant URL.')
}
