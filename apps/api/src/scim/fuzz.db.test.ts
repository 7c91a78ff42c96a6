import { describeEachEngine } from '@rollcall/db/testing'
import { readSuites, type WireRequest } from '@rollcall/scim/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSender } from '../testing/send-exactly.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { createTestScimConnection, type TestScimConnection } from '../testing/test-scim.ts'

const SEED = 20_261_122
const REQUESTS = 1500

/** mulberry32: small, and the same everywhere. */
function createRandom(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    chance: (part: number) => next() < part,
    pick: <Item>(items: readonly Item[]) => itemAt(items, below),
  }
}
type Random = ReturnType<typeof createRandom>

function itemAt<Item>(items: readonly Item[], below: (limit: number) => number): Item {
  const item = items[below(items.length)]
  if (item === undefined) throw new Error('There is nothing to pick from.')
  return item
}

const LONG = 'long '.repeat(30_000)
const VALUES: readonly unknown[] = [
  null,
  true,
  'False',
  '',
  ' ',
  0,
  -1,
  1e308,
  '\0',
  '\ud800',
  '𝔘nicode ä́ \u202e',
  '%00%zz',
  LONG,
  [],
  {},
  [[[]]],
  [null],
  { value: null },
  { value: { value: 'x' } },
  '0199a1b0-0000-7000-8000-00000000dead',
  'userName eq "',
  'emails[type eq "work"].value',
  '__proto__',
  '{"value":"{\\"a\\":1}"}',
  Array.from({ length: 300 }, (_, n) => ({ value: `v${n}`, primary: true })),
]
const NAMES = [
  'userName',
  'active',
  'emails',
  'members',
  'manager',
  'name.givenName',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager',
  'Operations',
  'op',
  'path',
  'value',
  'id',
  'meta',
  'schemas',
  '__proto__',
  'constructor',
  'toString',
  '',
  'ключ',
  'emails[type eq "work"]',
]
const PIECES = [
  '%00',
  '%zz',
  '%ff',
  '//',
  '?',
  '&filter=',
  '%22',
  '(((((',
  '[',
  ']',
  '..',
  '%2e%2e%2f',
  "'",
  '%F0%9F%98%80',
  '+',
  'a'.repeat(5000),
]

function mutate(value: unknown, random: Random): unknown {
  if (random.chance(0.12)) return random.pick(VALUES)
  if (Array.isArray(value)) {
    const items = value.map((item) => mutate(item, random))
    if (random.chance(0.15)) items.push(random.pick(VALUES))
    if (random.chance(0.1)) items.push(...items)
    return items
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
    if (random.chance(0.06)) return []
    const name = random.chance(0.08) ? random.pick(NAMES) : random.chance(0.08) ? key.toUpperCase() : key
    return [[name, mutate(item, random)]]
  })
  if (random.chance(0.15)) entries.push([random.pick(NAMES), random.pick(VALUES)])
  return Object.fromEntries(entries)
}

function mutateText(text: string, random: Random, part: number): string {
  if (!random.chance(part)) return text
  const at = random.below(text.length + 1)
  const piece = random.pick(PIECES)
  return random.chance(0.5) ? text.slice(0, at) + piece + text.slice(at) : text.slice(0, at) + piece
}

interface Seed {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

/** Requests of the corpus with the ids of resources that are there. */
function seedsOf(ids: { readonly user: string; readonly group: string }): Seed[] {
  const fill = (text: string) =>
    text
      .replaceAll('{{uid}}', 'fz')
      .replaceAll(/\{\{(g\w*|groupId)\}\}/g, ids.group)
      .replaceAll(/\{\{\w+\}\}/g, ids.user)
  return readSuites().flatMap(({ cases }) =>
    cases.flatMap(({ given, request, then = [] }) =>
      [...given, { request }, ...then].map(({ request: { method, path, body } }) => ({
        method,
        path: fill(path),
        body: body === undefined ? undefined : JSON.parse(fill(JSON.stringify(body))),
      })),
    ),
  )
}

function toWire(seed: Seed, random: Random, own: TestScimConnection, origin: string): WireRequest {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
  const method = random.chance(0.06) ? random.pick(methods) : seed.method
  const json = seed.body === undefined ? null : JSON.stringify(mutate(seed.body, random))
  const body = json === null || method === 'GET' || method === 'HEAD' ? null : mutateText(json, random, 0.06)
  const headers: Record<string, string> = { Authorization: `Bearer ${own.token}` }
  if (body !== null) headers['Content-Type'] = random.chance(0.04) ? 'text/plain' : 'application/scim+json'
  if (random.chance(0.05)) headers['If-Match'] = random.pick(['W/"1"', '*', '"', 'W/"1', ',,', '"é'])
  if (random.chance(0.05)) headers['If-None-Match'] = random.pick(['*', 'W/"1", "2"', '""'])
  const path = mutateText(seed.path, random, 0.15).replaceAll(/[^!-~]/g, '')
  return { method, url: `${origin}${own.path}${path.startsWith('/') ? '' : '/'}${path}`, headers, body }
}

describeEachEngine('requests that nobody should send', (open) => {
  let server: TestServer
  let origin: string
  const sender = createSender()
  beforeAll(async () => {
    const env = { SCIM_RATE_LIMIT: '100000' }
    server = await openTestServer({ db: { ...open(), close: async () => {} }, env })
    origin = await server.app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(async () => {
    sender.close()
    await server.close()
  })

  async function create(own: TestScimConnection, collection: string, body: object): Promise<string> {
    const headers = { Authorization: `Bearer ${own.token}`, 'Content-Type': 'application/scim+json' }
    const url = `${origin}${own.path}/${collection}`
    const { text } = await sender.send({ method: 'POST', url, headers, body: JSON.stringify(body) })
    return String(JSON.parse(text).id)
  }

  it('are answered as SCIM, and never break anything', { timeout: 240_000 }, async () => {
    const own = await createTestScimConnection(open())
    const random = createRandom(SEED)
    const ids = {
      user: await create(own, 'Users', { userName: 'fuzz@kestrel.example' }),
      group: await create(own, 'Groups', { displayName: 'Fuzz' }),
    }
    const seeds = seedsOf(ids)
    const statuses = new Map<number, number>()
    const wrong: string[] = []
    for (let sent = 0; sent < REQUESTS; sent += 10) {
      const batch = Array.from({ length: 10 }, () => toWire(random.pick(seeds), random, own, origin))
      const answers = await Promise.all(batch.map((request) => sender.send(request)))
      for (const [index, { status, headers, text }] of answers.entries()) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        const { method, url, body } = batch[index] ?? { method: '', url: '', body: '' }
        const scim = text === '' || (headers['content-type'] ?? '').startsWith('application/scim+json')
        if ((status >= 500 && status !== 501) || !scim)
          wrong.push(
            `${method} ${url.slice(0, 300)} ${body?.slice(0, 500)} -> ${status} ${text.slice(0, 300)}`,
          )
      }
    }
    expect(wrong).toEqual([])
    expect(server.logLines.filter((line) => /"level":(40|50)/.test(line))).toEqual([])
    // A fuzz whose requests are all refused, or all the same, would try nothing.
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 201, 204, 400, 404, 405, 409, 415]))
    expect(statuses.get(400) ?? 0).toBeLessThan(REQUESTS / 2)
    const where = { connectionId: own.connectionId }
    // Two made the resources; a path with dots may leave the connection behind, and then nobody's log tells of it.
    const logged = REQUESTS + 2 - (statuses.get(401) ?? 0)
    await expect.poll(() => open().client.scimRequest.count({ where }), { timeout: 20_000 }).toBe(logged)
  })
})
