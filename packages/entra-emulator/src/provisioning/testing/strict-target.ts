import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { JsonObject, JsonValue } from '../../json-value.ts'
import { isJsonObject, parseJson } from '../../json-value.ts'
import { textOf } from '../../testing/test-client.ts'
import type { Dialect } from '../settings.ts'
import { readTarget } from '../target-path.ts'
import { applyPatch, WrongRequest } from './apply-patch.ts'

export type SeenRequest = {
  method: string
  /** Path and query, decoded. */
  target: string
  /** Path and query as they came. */
  rawTarget: string
  headers: IncomingHttpHeaders
  body: JsonObject | undefined
}

export type CannedAnswer = { status: number; headers?: Record<string, string>; body?: JsonValue }

export const TOKEN = 'the-secret-token'
const BASE = '/scim'
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'

function refusal(status: number, detail: string, scimType?: string): CannedAnswer {
  const more = scimType === undefined ? {} : { scimType }
  return { status, body: { schemas: [ERROR], status: String(status), detail, ...more } }
}

async function readBody(request: IncomingMessage): Promise<JsonObject | undefined> {
  const chunks: Buffer[] = []
  for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk)
  const json = parseJson(Buffer.concat(chunks).toString('utf8'))
  return isJsonObject(json) ? json : undefined
}

/** A SCIM service in memory that refuses whatever Entra would not send in the dialect it expects. */
export class StrictTarget {
  readonly users = new Map<string, JsonObject>()
  readonly groups = new Map<string, JsonObject>()
  requests: SeenRequest[] = []
  expects: Dialect = 'legacy'
  token = TOKEN
  /** Answers in its stead, or undefined to let it answer. */
  intercept: (request: SeenRequest) => CannedAnswer | 'cut' | undefined = () => undefined
  /** Most requests under way at once. */
  mostInFlight = 0
  /** Every answer starts this late. */
  delayMs = 0
  #inFlight = 0
  #server: Server
  #made = 0

  constructor() {
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch(() => response.destroy())
    })
  }

  static async start(): Promise<StrictTarget> {
    const target = new StrictTarget()
    await new Promise<void>((resolve) => target.#server.listen(0, '127.0.0.1', resolve))
    return target
  }

  get baseUrl(): string {
    const address = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}${BASE}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  userNamed(userName: string): JsonObject {
    const found = this.all('Users').find((user) => user['userName'] === userName)
    if (found === undefined) throw new Error(`The target has no '${userName}'.`)
    return found
  }

  groupNamed(displayName: string): JsonObject {
    const found = this.all('Groups').find((group) => group['displayName'] === displayName)
    if (found === undefined) throw new Error(`The target has no group '${displayName}'.`)
    return found
  }

  memberIds(displayName: string): string[] {
    const members = this.groupNamed(displayName)['members']
    return Array.isArray(members)
      ? members.flatMap((one) =>
          isJsonObject(one) && typeof one['value'] === 'string' ? [one['value']] : [],
        )
      : []
  }

  all(collection: 'Users' | 'Groups'): JsonObject[] {
    return [...(collection === 'Users' ? this.users : this.groups).values()]
  }

  /** Requests that change something, as `METHOD path`. */
  writes(): string[] {
    return this.requests
      .filter(({ method }) => method !== 'GET')
      .map(({ method, target }) => `${method} ${target}`)
  }

  bodies(method: string): JsonObject[] {
    return this.requests.flatMap((one) => (one.method === method && one.body !== undefined ? [one.body] : []))
  }

  forget(): void {
    this.requests = []
    this.mostInFlight = 0
  }

  /** Puts someone there before Entra comes. */
  put(collection: 'Users' | 'Groups', resource: JsonObject): string {
    const id = `${collection === 'Users' ? 'u' : 'g'}-${++this.#made}`
    const home = collection === 'Users' ? this.users : this.groups
    home.set(id, { ...resource, id })
    return id
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.mostInFlight = Math.max(this.mostInFlight, ++this.#inFlight)
    const body = await readBody(request)
    const rawTarget = (request.url ?? '').slice(BASE.length)
    const target = decodeURIComponent(rawTarget)
    const seen: SeenRequest = {
      method: request.method ?? '',
      target,
      rawTarget,
      headers: request.headers,
      body,
    }
    this.requests.push(seen)
    if (this.delayMs > 0) await sleep(this.delayMs)
    const answer = this.intercept(seen) ?? this.#answer(seen)
    this.#inFlight--
    if (answer === 'cut') {
      request.socket.destroy()
      return
    }
    const text = answer.body === undefined ? '' : JSON.stringify(answer.body)
    response.writeHead(answer.status, { 'content-type': 'application/scim+json', ...answer.headers })
    response.end(text)
  }

  #answer(seen: SeenRequest): CannedAnswer {
    if (seen.headers.authorization !== `Bearer ${this.token}`) return refusal(401, 'Who are you?')
    if (seen.headers.accept !== 'application/scim+json') return refusal(406, 'Ask for application/scim+json.')
    if (seen.body !== undefined && seen.headers['content-type'] !== 'application/scim+json; charset=utf-8')
      return refusal(415, 'Send application/scim+json.')
    const hasFlag = new URLSearchParams(seen.rawTarget.split('?')[1] ?? '').has('aadOptscim062020')
    if (hasFlag !== (this.expects === 'compliant')) return refusal(400, 'The flag does not fit the dialect.')
    try {
      return this.#dispatch(seen)
    } catch (error) {
      if (error instanceof WrongRequest) return refusal(400, error.message, 'invalidSyntax')
      return refusal(500, error instanceof Error ? (error.stack ?? '') : String(error))
    }
  }

  #dispatch(seen: SeenRequest): CannedAnswer {
    const [path = ''] = seen.target.split('?')
    const [, collection, id] = path.split('/')
    if (collection === 'ServiceProviderConfig') return { status: 200, body: { patch: { supported: true } } }
    if (collection === 'Schemas') return { status: 200, body: SCHEMAS }
    if (collection !== 'Users' && collection !== 'Groups') return refusal(404, 'There is no such endpoint.')
    const home = collection === 'Users' ? this.users : this.groups
    if (id === undefined)
      return seen.method === 'POST' ? this.#create(collection, seen) : this.#search(home, seen)
    const resource = home.get(id)
    if (resource === undefined) return refusal(404, `There is no ${id}.`)
    if (seen.method === 'GET') return { status: 200, body: withoutMembers(resource) }
    if (seen.method === 'DELETE') return this.#remove(collection, id)
    return this.#patch(collection, id, resource, seen)
  }

  #search(home: ReadonlyMap<string, JsonObject>, { target }: SeenRequest): CannedAnswer {
    const found = /[?&]filter=(.+?) eq ("(?:[^"\\]|\\.)*")(?:&|$)/.exec(target)
    if (found === null) return refusal(400, 'Send a filter with eq.', 'invalidFilter')
    const [, attribute = '', literal = ''] = found
    const wanted = (textOf(parseJson(literal)) ?? '').toLowerCase()
    const isIt = (one: JsonObject): boolean => {
      const value = readTarget(one, attribute)
      return typeof value === 'string' && value.toLowerCase() === wanted
    }
    const resources = [...home.values()].filter(isIt).map(withoutMembers)
    return { status: 200, body: { schemas: [LIST], totalResults: resources.length, Resources: resources } }
  }

  #create(collection: 'Users' | 'Groups', { body = {} }: SeenRequest): CannedAnswer {
    const name = collection === 'Users' ? 'userName' : 'displayName'
    const { [name]: value } = body
    if (typeof value !== 'string') return refusal(400, `${name} is missing.`, 'invalidValue')
    if ('members' in body) return refusal(400, 'Groups come without members.')
    const isTaken = this.all(collection).some((one) => one[name] === value)
    if (isTaken) return refusal(409, `${value} is taken.`, 'uniqueness')
    const id = this.put(collection, body)
    return { status: 201, body: { ...body, id } }
  }

  #remove(collection: 'Users' | 'Groups', id: string): CannedAnswer {
    if (collection === 'Groups') this.groups.delete(id)
    else this.users.delete(id)
    return { status: 204 }
  }

  #patch(
    collection: 'Users' | 'Groups',
    id: string,
    resource: JsonObject,
    { body }: SeenRequest,
  ): CannedAnswer {
    const changed = applyPatch(resource, body ?? {}, this.expects)
    const home = collection === 'Users' ? this.users : this.groups
    home.set(id, changed)
    return collection === 'Users' ? { status: 200, body: changed } : { status: 204 }
  }
}

function withoutMembers({ members: _members, ...rest }: JsonObject): JsonObject {
  return rest
}

const SCHEMAS: JsonObject = {
  Resources: [
    {
      id: 'urn:ietf:params:scim:schemas:core:2.0:User',
      attributes: [
        { name: 'userName' },
        { name: 'active' },
        { name: 'displayName' },
        { name: 'emails', subAttributes: [{ name: 'value' }, { name: 'type' }] },
      ],
    },
    {
      id: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
      attributes: [{ name: 'department' }],
    },
    { id: 'urn:ietf:params:scim:schemas:core:2.0:Group', attributes: [{ name: 'title' }] },
  ],
}
