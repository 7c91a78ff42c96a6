import {
  createScimGroup,
  createScimUser,
  listScimResources,
  type StoredResource,
  type Written,
} from '@rollcall/directory'
import {
  asksFor,
  parseFilter,
  readPaging,
  readResource,
  readSearch,
  splitMembers,
  toListResponse,
  type ResourceType,
  type SearchRequest,
} from '@rollcall/scim'
import { MethodRefused } from './method-refused.ts'
import { toCall, type ScimAnswer, type ScimRequest } from './scim-request.ts'
import { projectionOf, toBody, toPlainAnswer, toResourceAnswer } from './to-answer.ts'

/** How many resources a page holds when nobody says, and at most. */
export const PAGES = { defaultCount: 100, maxResults: 200 } as const

/** What is read with a resource only when it is wanted. */
export const RELATED = { User: 'groups', Group: 'members' } as const satisfies Record<ResourceType, string>

/** `/Users`, `/Groups`. */
export async function answerCollection(request: ScimRequest, type: ResourceType): Promise<ScimAnswer> {
  switch (request.method) {
    case 'GET':
      return list(request, type, searchOf(request.query))
    case 'POST':
      return type === 'User' ? createUser(request) : createGroup(request)
    default:
      throw new MethodRefused('GET, HEAD, POST')
  }
}

/** `/Users/.search`: a query in a body, for clients that keep filters out of addresses. */
export async function answerSearch(request: ScimRequest, type: ResourceType): Promise<ScimAnswer> {
  if (request.method !== 'POST') throw new MethodRefused('POST')
  return list(request, type, readSearch(request.body.read()))
}

function searchOf(query: URLSearchParams): SearchRequest {
  return {
    ...projectionOf(query),
    filter: query.get('filter'),
    startIndex: query.get('startIndex'),
    count: query.get('count'),
  }
}

async function list(request: ScimRequest, type: ResourceType, search: SearchRequest): Promise<ScimAnswer> {
  const paging = readPaging(search, PAGES)
  const filter = search.filter === null ? null : parseFilter(search.filter, type)
  const related = asksFor(search, RELATED[type])
  const page = await listScimResources(toCall(request, { type, filter, paging, related }))
  return toPlainAnswer(
    toListResponse({
      resources: page.resources.map((stored) => toBody(request, type, stored, search)),
      totalResults: page.total,
      startIndex: paging.startIndex,
    }),
  )
}

async function createUser(request: ScimRequest): Promise<ScimAnswer> {
  const document = readResource(request.body.read(), 'User')
  const written = await createScimUser(toCall(request, { document }))
  return toResourceAnswer(request, 'User', resourceOf(written), { status: 201, written })
}

async function createGroup(request: ScimRequest): Promise<ScimAnswer> {
  const { group, memberIds } = splitMembers(readResource(request.body.read(), 'Group'))
  const written = await createScimGroup(toCall(request, { document: group, memberIds }))
  const stored = withMembers(resourceOf(written), memberIds)
  return toResourceAnswer(request, 'Group', stored, { status: 201, written })
}

/** A group as it was written, with the members it was written with: each once, under the id that we gave it. */
export function withMembers(stored: StoredResource, memberIds: readonly string[]): StoredResource {
  const ids = new Set(memberIds.map((id) => id.toLowerCase()))
  const members = [...ids].map((value) => ({ value }))
  return { ...stored, document: { ...stored.document, members } }
}

/** What was written and not deleted is there. */
export function resourceOf(written: Written): StoredResource {
  if (written.resource) return written.resource
  throw new Error('A write answered no resource.')
}
