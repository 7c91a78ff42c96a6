import { toResourceTypes, toSchemaDocuments, toServiceProviderConfig } from '../../answer/discovery.ts'
import { matchesEtag } from '../../answer/etag.ts'
import { toListResponse } from '../../answer/paging.ts'
import { project, readProjection } from '../../answer/project.ts'
import { readSearch, type SearchRequest } from '../../read/read-search.ts'
import type { ResourceType, ScimResource } from '../../resource.ts'
import { invalidSyntax, ScimError, toErrorBody } from '../../scim-error.ts'
import type { WireRequest, WireResponse } from '../vectors/vector-format.ts'
import { ModelConnection, type ModelSources } from './model-connection.ts'

interface Door {
  readonly base: string
  readonly connection: ModelConnection
  readonly tokens: Set<string>
  throttled: boolean
}

export interface ModelServer {
  readonly send: (request: WireRequest) => Promise<WireResponse>
  openConnection(): { readonly base: string; readonly token: string }
  addToken(base: string): string
  revokeToken(base: string, token: string): void
  throttle(base: string): void
}

const TYPES: Readonly<Record<string, ResourceType>> = { Users: 'User', Groups: 'Group' }
const MEDIA = /^application\/(scim\+)?json(;|$)/

/** A server made of this package's functions, to try vectors on. It has no HTTP, and of access only what the vectors ask for. */
export function createModelServer(sources: ModelSources): ModelServer {
  const doors = new Map<string, Door>()
  const find = (base: string): Door => {
    const door = doors.get(base)
    if (!door) throw new Error(`The model has no connection at ${base}.`)
    return door
  }
  const addToken = (base: string): string => {
    const token = `token-${sources.newId()}`
    find(base).tokens.add(token)
    return token
  }
  return {
    send: (request) => Promise.resolve(answer(request, doors)),
    openConnection() {
      const base = `https://model.example/scim/v2/inbound/${sources.newId()}`
      doors.set(base, {
        base,
        connection: new ModelConnection(base, sources),
        tokens: new Set(),
        throttled: false,
      })
      return { base, token: addToken(base) }
    },
    addToken,
    revokeToken: (base, token) => void find(base).tokens.delete(token),
    throttle: (base) => void (find(base).throttled = true),
  }
}

function answer(request: WireRequest, doors: ReadonlyMap<string, Door>): WireResponse {
  try {
    const door = [...doors.values()].find(({ base }) => request.url.startsWith(`${base}/`))
    if (!door || !mayEnter(request, door)) throw new ScimError(401, null, 'This token opens nothing here.')
    if (door.throttled) throw new ScimError(429, null, 'Too many requests. Try again in a moment.')
    return route(request, door)
  } catch (error) {
    if (!(error instanceof ScimError)) throw error
    const challenge = {
      'www-authenticate': 'Bearer',
      ...(error.status === 429 ? { 'retry-after': '1' } : {}),
    }
    return reply(error.status, toErrorBody(error), challenge)
  }
}

function mayEnter(request: WireRequest, door: Door): boolean {
  const [, token] = /^bearer (.+)$/i.exec(headerOf(request, 'authorization') ?? '') ?? []
  return token !== undefined && door.tokens.has(token)
}

function route(request: WireRequest, door: Door): WireResponse {
  const url = new URL(request.url)
  const [name = '', id, ...rest] = url.pathname
    .slice(new URL(door.base).pathname.length)
    .split('/')
    .filter(Boolean)
  const type = TYPES[name]
  if (type && rest.length === 0)
    return id === undefined || id === '.search'
      ? onCollection(request, door, type, url, id)
      : onResource(request, door, type, url, id)
  if (name === 'Bulk' || name === 'Me') throw new ScimError(501, null, `${name} is not offered.`)
  return discover(door, name, id, url)
}

function onCollection(
  request: WireRequest,
  door: Door,
  type: ResourceType,
  url: URL,
  id: string | undefined,
): WireResponse {
  if (id === '.search') return reply(200, door.connection.list(type, readSearch(readBody(request))))
  if (request.method === 'GET') return reply(200, door.connection.list(type, queryOf(url)))
  if (request.method !== 'POST') throw new ScimError(405, null, 'This method is not offered here.')
  return replyResource(201, door.connection.create(type, readBody(request)))
}

function onResource(
  request: WireRequest,
  door: Door,
  type: ResourceType,
  url: URL,
  id: string,
): WireResponse {
  const { connection } = door
  const current = connection.get(type, id)
  const tag = versionOf(current)
  const wanted = headerOf(request, 'if-match')
  if (wanted !== null && !matchesEtag(wanted, tag))
    throw new ScimError(412, null, 'This is not the latest version.')
  switch (request.method) {
    case 'GET':
      if (matchesEtag(headerOf(request, 'if-none-match'), tag)) return reply(304, null, { etag: tag })
      return replyResource(200, project(current, queryOf(url)))
    case 'PUT':
      return replyResource(200, connection.replace(type, id, readBody(request)))
    case 'PATCH': {
      const patched = connection.patch(type, id, readBody(request))
      return type === 'Group' ? reply(204, null) : replyResource(200, patched)
    }
    case 'DELETE':
      connection.delete(type, id)
      return reply(204, null)
    default:
      throw new ScimError(405, null, 'This method is not offered here.')
  }
}

function discover(door: Door, name: string, id: string | undefined, url: URL): WireResponse {
  if (url.searchParams.has('filter')) throw new ScimError(403, null, 'This list cannot be filtered.')
  if (name === 'ServiceProviderConfig')
    return reply(200, toServiceProviderConfig({ baseUrl: door.base, etag: true, maxResults: 200 }))
  const documents =
    name === 'Schemas'
      ? toSchemaDocuments(door.base)
      : name === 'ResourceTypes'
        ? toResourceTypes(door.base)
        : null
  if (!documents) throw new ScimError(404, null, 'There is nothing at this address.')
  if (id === undefined) return reply(200, { ...listOf(documents.length), Resources: documents })
  const document = documents.find((one) => one.id === decodeURIComponent(id))
  if (!document) throw new ScimError(404, null, 'There is nothing at this address.')
  return reply(200, document)
}

function listOf(total: number) {
  return { ...toListResponse({ resources: [], totalResults: total, startIndex: 1 }), itemsPerPage: total }
}

function queryOf(url: URL): SearchRequest {
  const query = url.searchParams
  return {
    ...readProjection({
      attributes: query.getAll('attributes'),
      excludedAttributes: query.getAll('excludedAttributes'),
    }),
    filter: query.get('filter'),
    startIndex: query.get('startIndex'),
    count: query.get('count'),
  }
}

function readBody(request: WireRequest): unknown {
  if (!MEDIA.test(headerOf(request, 'content-type') ?? ''))
    throw new ScimError(415, null, 'Send application/scim+json.')
  try {
    return JSON.parse(request.body ?? '')
  } catch {
    throw invalidSyntax('The body is no JSON.')
  }
}

function versionOf(resource: ScimResource): string {
  const meta: unknown = resource['meta']
  return typeof meta === 'object' && meta !== null && 'version' in meta ? String(meta.version) : ''
}

function headerOf(request: WireRequest, name: string): string | null {
  const entry = Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)
  return entry ? entry[1] : null
}

function replyResource(status: number, resource: ScimResource): WireResponse {
  const meta: unknown = resource['meta']
  const location =
    typeof meta === 'object' && meta !== null && 'location' in meta ? String(meta.location) : ''
  return reply(status, resource, { location, etag: versionOf(resource) })
}

function reply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): WireResponse {
  const type = { 'content-type': 'application/scim+json; charset=utf-8' }
  return { status, headers: { ...type, ...headers }, text: body === null ? '' : JSON.stringify(body) }
}
