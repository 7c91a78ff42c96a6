import { describeEachEngine } from '@rollcall/db/testing'
import {
  connectionView,
  createdScimTokenView,
  scimGroupListing,
  scimRequestDetail,
  scimRequestListing,
  scimResourceView,
  scimUserListing,
  selfTestReport,
  userDetailView,
  userWhyView,
} from '@rollcall/vocabulary'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keyHeaders } from '../testing/test-people.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

const OBJECT_ID = 'b1c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d5e'
const ada = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: 'ada@contoso.example',
  externalId: OBJECT_ID,
  displayName: 'Ada Lovelace',
}

describeEachEngine('inbound provisioning over REST', (open) => {
  let server: TestServer
  let key: Record<string, string>
  const ids = { connection: '', token: '', tokenId: '', ada: '', person: '', group: '' }

  beforeAll(async () => {
    server = await openTestServer({ db: { ...open(), close: async () => {} } })
    key = await keyHeaders(server, 'owner')
  })
  afterAll(() => server.close())

  const ask = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) => {
    const answer = await server.app.inject({ method, url, headers: key, ...(payload && { payload }) })
    return { status: answer.statusCode, text: answer.body, body: answer.body === '' ? null : answer.json() }
  }
  const push = async (method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object) => {
    const headers = { authorization: `Bearer ${ids.token}`, 'content-type': 'application/scim+json' }
    const url = `/scim/v2/inbound/${ids.connection}${path}`
    const body = payload && { payload: JSON.stringify(payload) }
    const answer = await server.app.inject({ method, url, headers, ...body })
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
  }
  const at = (path: string) => `/api/directory/connections/${ids.connection}${path}`

  it('creates a connection with an address, and a token that is shown once', async () => {
    const made = await ask('POST', '/api/directory/scim', { displayName: 'Contoso push' })
    expect(made.status).toBe(201)
    const view = connectionView.parse(made.body)
    expect(view.baseUrl).toBe(`${server.deps.publicUrl}/scim/v2/inbound/${view.id}`)
    ids.connection = view.id

    const created = await ask('POST', at('/tokens'), { name: 'Entra', expiresInDays: 180 })
    expect(created.status).toBe(201)
    const token = createdScimTokenView.parse(created.body)
    ids.token = token.token
    ids.tokenId = token.id
    const listed = await ask('GET', at('/tokens'))
    expect(listed.body).toMatchObject({
      total: 1,
      nextCursor: null,
      items: [{ id: token.id, name: 'Entra', state: 'live', lastUsedAt: null }],
    })
    expect(listed.text + server.logLines.join('')).not.toContain(token.token)
  })

  it('lets the client in, and shows whom it pushed', async () => {
    const user = await push('POST', '/Users', ada)
    expect(user.status).toBe(201)
    ids.ada = user.body.id
    const group = await push('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Sales',
      externalId: 'sales-1',
      members: [{ value: ids.ada }],
    })
    expect(group.status).toBe(201)
    ids.group = group.body.id

    const users = scimUserListing.parse((await ask('GET', at('/resources/users?search=lovelace'))).body)
    expect(users).toMatchObject({ total: 1, items: [{ id: ids.ada, externalId: OBJECT_ID, active: true }] })
    ids.person = users.items[0]?.userId ?? ''
    const groups = scimGroupListing.parse((await ask('GET', at('/resources/groups'))).body)
    expect(groups.items).toMatchObject([{ id: ids.group, members: 1, realmName: null }])
    const resource = scimResourceView.parse((await ask('GET', at(`/resources/${ids.ada}`))).body)
    const sent = await push('GET', `/Users/${ids.ada}`)
    expect(resource).toMatchObject({ type: 'User', userId: ids.person, resource: sent.body })
    const wanted = scimResourceView.parse((await ask('GET', at(`/resources/${ids.group}`))).body)
    expect(wanted.members).toEqual([{ id: ids.ada, name: 'Ada Lovelace', userId: ids.person }])
  })

  it('shows the person with their Entra object id, and the request that made them', async () => {
    const person = userDetailView.parse((await ask('GET', `/api/users/${ids.person}`)).body)
    expect(person).toMatchObject({ name: 'Ada Lovelace', entraId: OBJECT_ID, status: 'active' })
    expect(person.directory).toMatchObject([{ connectionKind: 'scim', userPrincipalName: ada.userName }])
    const why = userWhyView.parse((await ask('GET', `/api/users/${ids.person}/why`)).body)
    const requestId = why.account[0]?.requestId ?? ''
    await server.deps.scim.log.flush()
    const found = await ask('GET', at(`/requests/${requestId}`))
    const request = scimRequestDetail.parse(found.body)
    expect(request).toMatchObject({
      method: 'POST',
      path: '/Users',
      resourceId: ids.ada,
      userId: ids.person,
      userName: 'Ada Lovelace',
      status: 201,
      outcome: 'created',
    })
    expect(JSON.stringify(request.requestBody)).not.toContain('Lovelace')
  })

  it('lists what the client asked, narrowed to changes and problems', async () => {
    expect((await push('POST', '/Users', ada)).status).toBe(409)
    await push('GET', '/Users?filter=userName%20eq%20%22nobody%22')
    await server.deps.scim.log.flush()
    const list = async (query: string) => {
      const { body } = await ask('GET', at(`/requests${query}`))
      return scimRequestListing.parse(body).items.map((item) => `${item.method} ${item.outcome}`)
    }
    expect(await list('?limit=2')).toEqual(['GET answered', 'POST refused'])
    expect(await list('?show=writes')).toHaveLength(3)
    expect(await list('?show=problems')).toEqual(['POST refused'])
    expect(await list(`?resourceId=${ids.ada}&show=writes`)).toEqual(['POST created'])
    expect(await list('?resourceType=Group')).toHaveLength(1)
  })

  it('changes its rules, and refuses settings of a connection that reads', async () => {
    const changed = await ask('PATCH', at(''), {
      keepRequestsDays: 60,
      leaverPolicy: 'deactivate',
      mirroring: { jobTitle: 'userType' },
    })
    expect(connectionView.parse(changed.body)).toMatchObject({
      leaverPolicy: 'deactivate',
      scim: { keepRequestsDays: 60, mirroring: { jobTitle: 'userType' }, users: 1, groups: 1, liveTokens: 1 },
    })
    const wrong = await ask('PATCH', at(''), { clientSecret: 'x' })
    expect([wrong.status, wrong.body.code]).toEqual([400, 'invalid_input'])
    expect(wrong.body.issues).toMatchObject([{ path: 'clientSecret' }])
    const patched = await push('PATCH', `/Users/${ids.ada}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'add', path: 'userType', value: 'Analyst' }],
    })
    expect(patched.status).toBe(200)
    const { body } = await ask('GET', `/api/users/${ids.person}`)
    expect(body.jobTitle).toBe('Analyst')
  })

  it('checks the connection, and tests the service provider', async () => {
    const { body } = await ask('POST', at('/check'))
    const status = new Map(
      body.checks.map((check: { id: string; status: string }) => [check.id, check.status]),
    )
    expect(status.get('tokens')).toBe('pass')
    expect(status.get('external_id')).toBe('pass')
    const report = selfTestReport.parse((await ask('POST', at('/self-test'))).body)
    expect(report.total).toBeGreaterThan(20)
    expect(report.checks.filter((check) => check.status === 'fail')).toEqual([])
    const { body: all } = await ask('GET', '/api/directory/connections')
    expect(all.items).toHaveLength(1)
  })

  it('says what needs attention, and finds the history by its noun', async () => {
    const { body: history } = await ask('GET', `/api/events?type=scim.*&connectionId=${ids.connection}`)
    const types = new Set(history.items.map((event: { type: string }) => event.type))
    expect(types).toEqual(new Set(['scim.user.received', 'scim.group.received']))
    expect((await ask('GET', '/api/overview')).body.attention).toEqual([])
    const revoked = await ask('DELETE', at(`/tokens/${ids.tokenId}`))
    expect([revoked.status, revoked.text]).toEqual([204, ''])
    expect((await ask('DELETE', at(`/tokens/${ids.tokenId}`))).status).toBe(204)
    expect((await push('GET', '/Users')).status).toBe(401)
    const { body } = await ask('GET', '/api/overview')
    expect(body.attention).toMatchObject([
      { kind: 'push_no_token', href: `/settings/integrations/scim/${ids.connection}` },
    ])
  })

  it('is deleted with everything; the person stays', async () => {
    const deleted = await ask('DELETE', at('?people=keep'))
    expect(deleted.body).toMatchObject({ deleted: true, people: 1 })
    for (const path of ['', '/tokens', '/requests', '/resources/users', `/resources/${ids.ada}`]) {
      expect([path, (await ask('GET', at(path))).status]).toEqual([path, 404])
    }
    expect((await push('GET', '/Users')).status).toBe(401)
    expect((await ask('GET', `/api/users/${ids.person}`)).body).toMatchObject({
      entraId: null,
      directory: [],
    })
  })
})
