import { describeEachEngine } from '@rollcall/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { createTestScimConnection, type TestScimConnection } from '../testing/test-scim.ts'

const SCIM = 'application/scim+json; charset=utf-8'
const NOBODY = '0199a1b0-0000-7000-8000-00000000dead'

interface Asked {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
  readonly headers?: Record<string, string>
  readonly payload?: string | object
}

describeEachEngine('SCIM over HTTP', (open) => {
  let server: TestServer
  let own: TestScimConnection
  let count = 0
  beforeAll(async () => {
    const env = { SCIM_RATE_LIMIT: '10000', PUBLIC_URL: 'https://rollcall.test.example' }
    server = await openTestServer({ db: { ...open(), close: async () => {} }, env })
    own = await createTestScimConnection(open())
  })
  afterAll(() => server.close())

  const ask = (path: string, { method = 'GET', headers, payload }: Asked = {}) =>
    server.app.inject({
      method,
      url: `${own.path}${path}`,
      headers: {
        authorization: `Bearer ${own.token}`,
        ...(payload !== undefined && { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      ...(payload !== undefined && { payload }),
    })
  const person = () => ({ userName: `wire${(count += 1)}@kestrel.example`, displayName: 'Wire Arden' })
  const create = async () => String((await ask('/Users', { method: 'POST', payload: person() })).json().id)

  describe('bodies', () => {
    it.each([
      ['application/scim+json', 201],
      ['application/scim+json; charset=utf-8', 201],
      ['application/json', 201],
      ['APPLICATION/JSON;charset=UTF-8', 201],
      ['application/json-patch+json', 415],
      ['application/jsonp', 415],
      ['text/plain', 415],
      ['application/x-www-form-urlencoded', 415],
      ['multipart/form-data; boundary=x', 415],
      ['nonsense', 415],
    ])('as %s are answered with %d', async (type, status) => {
      const payload = JSON.stringify(person())
      const answer = await ask('/Users', { method: 'POST', payload, headers: { 'content-type': type } })
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, SCIM])
      if (status === 415) expect(answer.json()).toMatchObject({ status: '415' })
    })

    it('without a type are refused, and none at all is a mistake in it', async () => {
      const untyped = await ask('/Users', {
        method: 'POST',
        payload: JSON.stringify(person()),
        headers: { 'content-type': '' },
      })
      expect(untyped.statusCode).toBe(415)
      const none = await ask('/Users', { method: 'POST' })
      expect([none.statusCode, none.json().scimType]).toEqual([400, 'invalidSyntax'])
    })

    it.each([
      '{',
      '[]',
      '"text"',
      'null',
      '',
      '{"userName":1',
      '{"userName":"a"}x',
      '\u{feff}',
      'é'.repeat(9),
    ])('that are %s are refused as syntax', async (payload) => {
      const answer = await ask('/Users', { method: 'POST', payload })
      expect([answer.statusCode, answer.json().scimType]).toEqual([400, 'invalidSyntax'])
    })

    it('up to one megabyte are read, and no larger ones', async () => {
      const filled = (bytes: number) => {
        const start = JSON.stringify({ ...person(), filler: '' }).slice(0, -2)
        return `${start}${'x'.repeat(bytes - start.length - 2)}"}`
      }
      const largest = await ask('/Users', { method: 'POST', payload: filled(1024 * 1024) })
      expect(largest.statusCode).toBe(201)
      const larger = await ask('/Users', { method: 'POST', payload: filled(1024 * 1024 + 1) })
      expect([larger.statusCode, larger.json().status, larger.headers['content-type']]).toEqual([
        413,
        '413',
        SCIM,
      ])
    })

    it('of a DELETE are no reason to refuse it', async () => {
      const answer = await ask(`/Users/${await create()}`, { method: 'DELETE', payload: '' })
      expect([answer.statusCode, answer.body]).toEqual([204, ''])
    })
  })

  describe('methods', () => {
    it.each<[NonNullable<Asked['method']>, string, string]>([
      ['PUT', '/Users', 'GET, HEAD, POST'],
      ['DELETE', '/Groups', 'GET, HEAD, POST'],
      ['OPTIONS', '/Users', 'GET, HEAD, POST'],
      ['GET', '/Users/.search', 'POST'],
      ['POST', `/Users/${NOBODY}`, 'GET, HEAD, PUT, PATCH, DELETE'],
      ['POST', '/Schemas', 'GET, HEAD'],
      ['DELETE', '/ServiceProviderConfig', 'GET, HEAD'],
    ])('%s %s is not offered', async (method, path, allow) => {
      const answer = await ask(path, { method, ...(method === 'OPTIONS' ? {} : { payload: {} }) })
      expect([answer.statusCode, answer.headers.allow, answer.json().status]).toEqual([405, allow, '405'])
    })

    it.each<[NonNullable<Asked['method']>, string, number]>([
      ['POST', '/Bulk', 501],
      ['GET', '/Me', 501],
      ['PATCH', '/Me', 501],
      ['POST', '/.search', 501],
      ['GET', '', 404],
      ['GET', '/', 404],
      ['GET', '/users', 404],
      ['GET', `/Users/${NOBODY}/manager`, 404],
      ['GET', '/Users/not-an-id', 404],
      ['PATCH', '/Users/not-an-id', 404],
      ['GET', '/Schemas/urn:none', 404],
      ['GET', '/ServiceProviderConfig/x', 404],
      ['GET', '/Schemas?filter=id%20pr', 403],
      ['GET', '/ResourceTypes?filter=id%20pr', 403],
      ['GET', '/Users/%zz', 400],
      ['GET', '/Users?filter=%zz', 400],
    ])('%s %s is answered with %d', async (method, path, status) => {
      const answer = await ask(path, { method, ...(method === 'GET' ? {} : { payload: { Operations: [] } }) })
      expect([answer.statusCode, answer.json().status, answer.headers['content-type']]).toEqual([
        status,
        String(status),
        SCIM,
      ])
    })

    it('HEAD is a GET without its body', async () => {
      const id = await create()
      const [head, get] = [await ask(`/Users/${id}`, { method: 'HEAD' }), await ask(`/Users/${id}`)]
      expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', get.headers.etag])
      expect(head.headers['content-length']).toBe(get.headers['content-length'])
    })

    it('that nobody offers are answered all the same', async () => {
      const method = unlisted('PROPFIND')
      const answer = await ask('/Users', { method })
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([405, SCIM])
      const strange = await server.app.inject({ method, url: `${own.path}/Users` })
      expect(strange.statusCode).toBe(401)
    })
  })

  describe('answers', () => {
    it('name the resource and its version', async () => {
      const made = await ask('/Users', { method: 'POST', payload: person() })
      const { id, meta } = made.json()
      const location = `https://rollcall.test.example${own.path}/Users/${id}`
      expect(made.headers).toMatchObject({ location, etag: 'W/"1"' })
      expect(meta).toMatchObject({ location, version: 'W/"1"', resourceType: 'User' })
      expect(made.headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)

      const patched = await ask(`/Users/${id}?attributes=title,meta.version`, {
        method: 'PATCH',
        payload: { Operations: [{ op: 'add', path: 'title', value: 'Wirer' }] },
      })
      expect([patched.statusCode, patched.headers.etag]).toEqual([200, 'W/"2"'])
      expect(patched.json()).toMatchObject({ id, title: 'Wirer', meta: { version: 'W/"2"' } })
      expect(patched.json().userName).toBeUndefined()
    })

    it('keep to the version that is asked for', async () => {
      const path = `/Users/${await create()}`
      const read = (headers: Record<string, string>) => ask(path, { headers })
      const unchanged = await read({ 'if-none-match': '"0", W/"1"' })
      expect([unchanged.statusCode, unchanged.body, unchanged.headers.etag]).toEqual([304, '', 'W/"1"'])
      expect((await read({ 'if-none-match': 'W/"2"' })).statusCode).toBe(200)
      expect((await read({ 'if-match': 'W/"2"' })).statusCode).toBe(412)
      const payload = { Operations: [{ op: 'add', path: 'title', value: 'x' }] }
      for (const [method, body] of [
        ['PATCH', payload],
        ['PUT', person()],
        ['DELETE', undefined],
      ] as const) {
        const headers = { 'if-match': 'W/"9"' }
        const answer = await ask(path, { method, headers, ...(body && { payload: body }) })
        expect([answer.statusCode, answer.json().status]).toEqual([412, '412'])
      }
      const matching = await ask(path, { method: 'PATCH', payload, headers: { 'if-match': 'W/"1"' } })
      expect(matching.statusCode).toBe(200)
    })

    it('of a group PATCH are empty, with the new version', async () => {
      const member = await create()
      const group = await ask('/Groups', {
        method: 'POST',
        payload: { displayName: `Wires ${(count += 1)}`, members: [{ value: member }, { value: member }] },
      })
      expect([group.statusCode, group.json().members]).toEqual([201, [{ value: member }]])
      const answer = await ask(`/Groups/${group.json().id}`, {
        method: 'PATCH',
        payload: { Operations: [{ op: 'remove', path: 'members' }] },
      })
      expect([answer.statusCode, answer.body, answer.headers.etag]).toEqual([204, '', 'W/"2"'])
      expect(answer.headers['content-type']).toBeUndefined()
    })

    it('know the ways of search', async () => {
      const id = await create()
      const answer = await ask('/Users/.search', {
        method: 'POST',
        payload: { filter: `id eq "${id}"`, attributes: ['userName'], count: 5 },
      })
      expect(answer.json()).toMatchObject({ totalResults: 1, Resources: [{ id }] })
      expect(answer.json().Resources[0].displayName).toBeUndefined()
      const page = await ask('/Users?count=1&startIndex=2&ignored=1&aadOptscim062020')
      expect(page.json()).toMatchObject({ startIndex: 2, itemsPerPage: 1 })
      expect((await ask('/Users?count=many')).json()).toMatchObject({
        status: '400',
        scimType: 'invalidValue',
      })
    })

    it('are counted', async () => {
      await create()
      const { body } = await server.app.inject({ url: '/metrics' })
      expect(body).toMatch(/rollcall_scim_requests_total\{resource="User",outcome="created"\} [1-9]/)
    })

    it('carry no cookie and let no other site read them', async () => {
      const { headers } = await ask('/Users', { headers: { origin: 'https://elsewhere.example' } })
      expect(headers['set-cookie']).toBeUndefined()
      expect(headers['access-control-allow-origin']).toBeUndefined()
      expect(headers['x-content-type-options']).toBe('nosniff')
    })
  })
})

/** The library sends any method, but lists the usual ones alone. */
function unlisted(method: string): 'GET' {
  return method as 'GET'
}

describeEachEngine('the limit of a connection', (open) => {
  it('slows one connection alone, and says for how long', async () => {
    const server = await openTestServer({
      db: { ...open(), close: async () => {} },
      env: { SCIM_RATE_LIMIT: '1' },
    })
    const [busy, calm] = [await createTestScimConnection(open()), await createTestScimConnection(open())]
    const ask = ({ path, token }: TestScimConnection) =>
      server.app.inject({ url: `${path}/Schemas/none`, headers: { authorization: `Bearer ${token}` } })
    const statuses = await Promise.all(Array.from({ length: 150 }, async () => (await ask(busy)).statusCode))
    expect(statuses.filter((status) => status === 404).length).toBeGreaterThanOrEqual(100)
    const limited = await ask(busy)
    expect([limited.statusCode, limited.headers['retry-after'], limited.json().status]).toEqual([
      429,
      '1',
      '429',
    ])
    expect((await ask(calm)).statusCode).toBe(404)
    await server.close()
  })
})
