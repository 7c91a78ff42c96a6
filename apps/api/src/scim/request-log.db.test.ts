import type { Sql } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { readSuites } from '@rollcall/scim/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweepScim } from '../jobs/sweep-scim.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import {
  createTestScimConnection,
  createTestScimToken,
  type TestScimConnection,
} from '../testing/test-scim.ts'
import { createRequestLog, type PendingRequest } from './request-log.ts'

const DAY = 86_400_000

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

interface Asked {
  readonly method?: (typeof METHODS)[number]
  readonly payload?: object | string
  readonly authorization?: string
}

describeEachEngine('the log of requests', (open) => {
  let server: TestServer
  beforeAll(async () => {
    const env = { SCIM_RATE_LIMIT: '10000' }
    server = await openTestServer({ db: { ...open(), close: async () => {} }, env })
  })
  afterAll(() => server.close())

  const connect = () => createTestScimConnection(open(), { displayName: 'Tideway push' })
  const ask = async (
    own: TestScimConnection,
    path: string,
    { method = 'GET', payload, authorization }: Asked = {},
  ) => {
    const answer = await server.app.inject({
      method,
      url: `${own.path}${path}`,
      headers: {
        authorization: authorization ?? `Bearer ${own.token}`,
        'user-agent': 'Wirebird/1',
        ...(payload !== undefined && { 'content-type': 'application/scim+json' }),
      },
      ...(payload !== undefined && { payload }),
    })
    return { status: answer.statusCode, id: String(answer.headers['x-request-id']), json: parse(answer.body) }
  }
  const rowsOf = async ({ connectionId }: TestScimConnection) => {
    await server.deps.scim.log.flush()
    return open().client.scimRequest.findMany({ where: { connectionId }, orderBy: { id: 'asc' } })
  }
  const eventsOf = ({ connectionId }: TestScimConnection) =>
    open().client.event.findMany({ where: { connectionId }, orderBy: { id: 'asc' } })

  it('tells of a write what was asked, what it led to and for whom', async () => {
    const own = await connect()
    const made = await ask(own, '/Users', {
      method: 'POST',
      payload: { userName: 'ines@kestrel.example', displayName: 'Ines Arden', active: 'True' },
    })
    const patched = await ask(own, `/Users/${made.json.id}`, {
      method: 'PATCH',
      payload: { Operations: [{ op: 'Replace', path: 'displayName', value: 'Ines Berg' }] },
    })
    const [first, second] = await rowsOf(own)
    const person = await open().client.entraIdentity.findUniqueOrThrow({ where: { id: made.json.id } })
    expect(first).toMatchObject({
      id: made.id,
      tokenPrefix: own.prefix,
      method: 'POST',
      path: '/Users',
      resourceType: 'User',
      resourceId: made.json.id,
      userId: person.userId,
      status: 201,
      scimType: null,
      outcome: 'created',
      requestBody: { userName: 'i…', displayName: 'I…', active: 'True' },
      responseBody: { id: made.json.id, userName: 'i…', active: true },
      userAgent: 'Wirebird/1',
    })
    expect(first?.changed).toContain('userName')
    expect(first?.durationMs).toBeGreaterThan(0)
    expect(second).toMatchObject({
      id: patched.id,
      outcome: 'updated',
      changed: ['displayName'],
      userId: person.userId,
    })
  })

  it('tells of a question what it was, and of a refusal what was wrong', async () => {
    const own = await connect()
    await ask(own, '/Users?filter=userName%20eq%20%22nobody@kestrel.example%22')
    await ask(own, `/Users/${uuidv7()}`)
    await ask(own, '/Users?filter=userName')
    await ask(own, '/Widgets')
    const rows = await rowsOf(own)
    expect(rows.map(({ status, outcome, path }) => [status, outcome, path.slice(0, 32)])).toEqual([
      [200, 'answered', '/Users?filter=userName eq "…"'],
      [404, 'answered', expect.stringMatching(/^\/Users\/[0-9a-f-]+$/)],
      [400, 'refused', '/Users?filter=userName'],
      [404, 'answered', '/…'],
    ])
    expect(rows[2]).toMatchObject({ scimType: 'invalidFilter', why: expect.stringContaining('expected') })
    expect(await eventsOf(own)).toMatchObject([{ type: 'connection.first_called' }])
  })

  it('makes facts of writes that were refused', async () => {
    const own = await connect()
    const payload = { userName: 'jorun@kestrel.example', displayName: 'Jorun Arden' }
    const made = await ask(own, '/Users', { method: 'POST', payload })
    const twice = await ask(own, '/Users', { method: 'POST', payload })
    const path = await ask(own, `/Users/${made.json.id}`, {
      method: 'PATCH',
      payload: { Operations: [{ op: 'add', path: 'noSuchThing', value: 'x' }] },
    })
    const group = await ask(own, '/Groups', { method: 'POST', payload: { displayName: ' ' } })
    const junk = await ask(own, '/Users', { method: 'POST', payload: '{' })
    await ask(own, '/Users/.search', { method: 'POST', payload: { filter: 'x' } })
    await rowsOf(own)
    const refused = (await eventsOf(own)).filter(({ data }) => JSON.stringify(data).includes('"refused"'))
    expect(refused).toMatchObject([
      {
        type: 'scim.user.received',
        actor: { kind: 'scim', id: own.id },
        data: {
          connection: 'Tideway push',
          person: 'Jorun Arden',
          outcome: 'refused',
          requestId: twice.id,
          changed: [],
        },
      },
      {
        type: 'scim.user.received',
        userId: expect.any(String),
        data: { person: 'Jorun Arden', requestId: path.id },
      },
      { type: 'scim.group.received', userId: null, data: { requestId: group.id, why: expect.any(String) } },
      { type: 'scim.user.received', data: { requestId: junk.id } },
    ])
  })

  it('notes the first call once, and the last one now and then', async () => {
    const own = await connect()
    const { client } = open()
    const before = new Date()
    for (let count = 0; count < 3; count += 1) {
      await ask(own, '/Users')
      await server.deps.scim.log.flush()
    }
    const connection = await client.connection.findUniqueOrThrow({ where: { id: own.connectionId } })
    const token = await client.scimToken.findUniqueOrThrow({ where: { id: own.id } })
    const first = connection.scimFirstCallAt?.getTime() ?? 0
    expect(first).toBeGreaterThanOrEqual(before.getTime() - 1000)
    expect([connection.scimLastCallAt?.getTime(), token.lastUsedAt?.getTime()]).toEqual([first, first])
    const events = await eventsOf(own)
    expect(events).toMatchObject([
      {
        type: 'connection.first_called',
        actor: { kind: 'scim', id: own.id },
        data: { connection: 'Tideway push' },
      },
    ])
  })

  it('tells whose token did not open', async () => {
    const [own, other] = [await connect(), await connect()]
    const revoked = await createTestScimToken(open(), own.connectionId, { revokedAt: new Date() })
    for (const authorization of ['', 'Bearer x', `Bearer ${revoked.token}`, `Bearer ${other.token}`])
      await ask(own, '/Users', { authorization })
    expect((await rowsOf(own)).map(({ status, why, tokenPrefix }) => [status, why, tokenPrefix])).toEqual([
      [401, 'The request came without a token.', null],
      [401, 'The token is not known here.', null],
      [401, 'The token was revoked.', revoked.prefix],
      [401, 'The token belongs to another connection.', null],
    ])
    expect(await rowsOf(other)).toEqual([])
    expect(await eventsOf(own)).toEqual([])
  })

  it('is not filled by strangers, who do not keep anyone else out', { timeout: 60_000 }, async () => {
    const own = await connect()
    for (let round = 0; round < 4; round += 1) {
      const guesses = Array.from({ length: 250 }, (_, n) =>
        ask(own, '/Users', { authorization: `Bearer guess-${round}-${n}` }),
      )
      expect((await Promise.all(guesses)).every(({ status }) => status === 401)).toBe(true)
    }
    expect((await ask(own, '/Users')).status).toBe(200)
    expect((await rowsOf(own)).length).toBeLessThan(500)
  })

  describe('redaction', () => {
    /** Texts of the corpus that are somebody's: names, addresses, numbers. */
    const personal = new Set<string>()
    const collect = (value: unknown, key: string): void => {
      if (typeof value === 'string') {
        if (/^(userName|displayName|givenName|familyName|formatted|value|nickName|streetAddress)$/i.test(key))
          if (
            /[A-Za-z]{4}|\d{6}/.test(value) &&
            !/^urn:|^(work|home|true|false|other|mobile)$|^[0-9a-f-]{36}$/i.test(value)
          )
            personal.add(value.replaceAll('{{uid}}', 'zq7x'))
      } else if (Array.isArray(value)) for (const item of value) collect(item, key)
      else if (typeof value === 'object' && value !== null)
        for (const [name, item] of Object.entries(value)) collect(item, name)
    }

    it('leaves nobody of the corpus in any row', { timeout: 120_000 }, async () => {
      const own = await connect()
      let sent = 0
      for (const { cases } of readSuites())
        for (const { given, request, then = [] } of cases)
          for (const step of [...given, { request }, ...then]) {
            const { method, path, body, rawBody } = step.request
            const known = METHODS.find((one) => one === method)
            if (!known) continue
            collect(body, '')
            const payload = rawBody ?? body
            await ask(own, fill(path), {
              method: known,
              ...(payload !== undefined && { payload: fill(JSON.stringify(payload)) }),
            })
            sent += 1
          }
      const rows = await rowsOf(own)
      expect(rows).toHaveLength(sent)
      const found = (value: unknown): string[] => {
        if (typeof value === 'string') return [...personal].filter((text) => value.includes(text))
        return typeof value === 'object' && value !== null
          ? Object.entries(value).flatMap(([key, item]) => [...found(key), ...found(item)])
          : []
      }
      expect(personal.size).toBeGreaterThan(100)
      const leaked = rows.flatMap(({ path, why, requestBody, responseBody, changed }) =>
        found([path, why, requestBody, responseBody, changed]),
      )
      expect([...new Set(leaked)]).toEqual([])
      expect(JSON.stringify(rows)).not.toContain('kestrel.example')
      expect(JSON.stringify(rows)).not.toContain(own.token.slice(10))
    })
  })

  it('is kept for as many days as the connection says', async () => {
    const short = await createTestScimConnection(open(), { scimKeepDays: 2 })
    const long = await createTestScimConnection(open(), { scimKeepDays: 90 })
    const now = Date.now()
    for (const { connectionId } of [short, long])
      for (const days of [1, 3, 80, 100])
        await open().client.scimRequest.create({
          data: {
            id: idAt(now - days * DAY),
            connectionId,
            at: new Date(now - days * DAY),
            method: 'GET',
            path: `/${days}`,
            status: 200,
            outcome: 'answered',
            durationMs: 1,
          },
          select: { id: true },
        })
    await open().client.scimRemoval.createMany({
      data: [0.5, 2].map((days) => ({
        connectionId: short.connectionId,
        userId: uuidv7(),
        at: new Date(now - days * DAY),
      })),
    })
    await sweepScim({ db: open(), log: server.deps.log, now: () => new Date(now) })
    const left = async (own: TestScimConnection) => (await rowsOf(own)).map(({ path }) => path).toSorted()
    expect([await left(short), await left(long)]).toEqual([['/1'], ['/1', '/3', '/80']])
    expect(await open().client.scimRemoval.count({ where: { connectionId: short.connectionId } })).toBe(1)
  })

  it('survives a database that does not answer, and gives up what is too much', async () => {
    const own = await connect()
    const warnings: object[] = []
    let [broken, lost] = [true, 0]
    const sql: Sql = (statement, values) =>
      broken ? Promise.reject(new Error('no answer')) : open().sql(statement, values)
    const log = createRequestLog({
      db: { ...open(), sql },
      log: { warn: (fields) => void warnings.push(fields) },
      onLost: (count) => (lost += count),
    })
    const add = (count: number) => {
      for (let n = 0; n < count; n += 1) log.add(pending(own))
    }
    add(150)
    await log.flush()
    expect(warnings.length).toBeGreaterThan(0)
    expect(lost).toBe(150)
    add(5000)
    expect(lost).toBe(150 + 1000)
    broken = false
    await log.close()
    expect(await open().client.scimRequest.count({ where: { connectionId: own.connectionId } })).toBe(4000)
    expect(lost).toBe(1150)
  })

  it('passes over a connection that was deleted meanwhile', async () => {
    const [gone, own] = [await connect(), await connect()]
    await ask(gone, '/Users')
    await ask(own, '/Users')
    await open().client.connection.delete({ where: { id: gone.connectionId }, select: { id: true } })
    expect(await rowsOf(own)).toHaveLength(1)
    expect(await rowsOf(gone)).toHaveLength(0)
  })
})

function pending({ connectionId }: TestScimConnection): PendingRequest {
  const row = {
    id: uuidv7(),
    connectionId,
    at: new Date().toISOString(),
    tokenPrefix: null,
    method: 'GET',
    path: '/',
    resourceType: null,
    resourceId: null,
    userId: null,
    status: 200,
    scimType: null,
    outcome: 'answered',
    why: null,
    changed: [],
    durationMs: 1,
    requestBody: 'null',
    responseBody: 'null',
    userAgent: null,
  }
  return { row, event: null, seen: null }
}

function idAt(ms: number): string {
  const time = ms.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}${uuidv7().slice(13)}`
}

function fill(text: string): string {
  return text.replaceAll('{{uid}}', 'zq7x').replaceAll(/\{\{\w+\}\}/g, '0199a1b0-0000-7000-8000-00000000abcd')
}

function parse(text: string) {
  return text === '' ? {} : JSON.parse(text)
}
