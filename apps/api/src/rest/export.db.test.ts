import { connectionId, runId } from '@rollcall/vocabulary'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, consoleHeaders, keyHeaders } from '../testing/test-people.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

const CONNECTION = connectionId.parse('0199a1b0-0000-7000-8000-0000000000c1')
const RUN = runId.parse('0199a1b0-0000-7000-8000-0000000000d1')
const NOBODY = '0199a1b0-0000-7000-8000-0000000000ff'
const CSV = `/api/directory/runs/${RUN}/changes.csv`

async function addWaitingRun({ db: { client } }: TestServer): Promise<void> {
  await client.connection.create({ data: { id: CONNECTION, displayName: 'Tideway' }, select: { id: true } })
  await client.syncRun.create({
    data: {
      id: RUN,
      connectionId: CONNECTION,
      status: 'awaiting_confirmation',
      mode: 'full',
      trigger: 'manual',
      actor: { kind: 'user', id: null, name: 'Grace Hopper' },
      scope: { groups: [], includeNested: false, includeGuests: true },
    },
    select: { id: true },
  })
}

describe('exporting the changes of a run', () => {
  let server: TestServer
  let key: Record<string, string>
  beforeAll(async () => {
    server = await openTestServer()
    key = await keyHeaders(server, 'operator')
    await addWaitingRun(server)
    await server.db.client.syncChange.createMany({
      data: ['Zoë', '+1 formula', 'Carl'].map((name, index) => ({
        runId: RUN,
        seq: index + 1,
        kind: index === 2 ? 'update' : 'create',
        name,
        reason: 'In the directory and not here yet.',
      })),
    })
  })
  afterAll(() => server.close())

  const get = (url: string, headers: Record<string, string>) =>
    server.app.inject({ method: 'GET', url, headers })
  /** What a browser sends when a link of the console is followed: the cookie, and no header of our own. */
  const browser = async (role: 'operator' | 'member' = 'operator') => {
    const { cookie = '' } = await consoleHeaders(server, await addPerson(server, role))
    return { cookie, 'sec-fetch-site': 'same-origin' }
  }

  it('is a file with a name, for a key', async () => {
    const answer = await get(CSV, key)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="run-${RUN}-changes.csv"`)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(answer.body).toContain("\r\n2,create,'+1 formula,")
    expect(answer.body.trim().split('\r\n')).toHaveLength(4)
  })

  it('is filtered by the address, also as JSON lines', async () => {
    const answer = await get(`/api/directory/runs/${RUN}/changes.jsonl?kind=create&search=zoe&outcome=`, key)
    expect(answer.headers['content-type']).toBe('application/jsonl; charset=utf-8')
    expect(
      answer.body
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).name),
    ).toEqual(['Zoë'])
    expect((await get(`${CSV}?kind=nonsense`, key)).json().code).toBe('invalid_input')
  })

  it('follows a link of the console, with the cookie and the role of the person', async () => {
    expect((await get(CSV, await browser())).body).toContain('Carl')
    const member = await get(CSV, await browser('member'))
    expect([member.statusCode, member.json().code]).toEqual([403, 'forbidden'])
  })

  it('is refused to links of other sites, and a cookie opens nothing else', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const answer = await get(CSV, { ...(await browser()), 'sec-fetch-site': site })
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'cross_site'])
    }
    const list = await get(`/api/directory/runs/${RUN}/changes`, await browser())
    expect([list.statusCode, list.json().code]).toEqual([401, 'unauthenticated'])
    const stranger = await get(CSV, { cookie: 'rollcall_session=made-up' })
    expect(stranger.statusCode).toBe(401)
    const wrongKey = await get(CSV, { ...(await browser()), authorization: 'Bearer rk_made_up' })
    expect(wrongKey.statusCode).toBe(401)
  })

  it('says that an unknown run is not there, before anything is sent', async () => {
    const answer = await get(CSV.replace(RUN, NOBODY), key)
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found'])
    expect((await server.app.inject({ method: 'HEAD', url: CSV, headers: key })).statusCode).toBe(404)
  })
})

describe('deciding about a plan over REST', () => {
  let server: TestServer
  let key: Record<string, string>
  beforeAll(async () => {
    server = await openTestServer()
    key = await keyHeaders(server, 'manager')
    await addWaitingRun(server)
  })
  afterAll(() => server.close())

  const post = (verb: string, payload?: object) =>
    server.app.inject({
      method: 'POST',
      url: `/api/directory/runs/${RUN}/${verb}`,
      headers: key,
      ...(payload && { payload }),
    })

  it('takes a reason and refuses what it does not know', async () => {
    const unknown = await post('confirm', { reason: 'Because' })
    expect([unknown.statusCode, unknown.json().code]).toEqual([400, 'invalid_input'])
    const missing = await post('confirm', { leaveOut: { seqs: [7] } })
    expect(missing.json()).toMatchObject({ code: 'invalid_input', issues: [{ path: 'leaveOut.seqs' }] })
    const rejected = await post('cancel', { note: 'Wrong tenant' })
    expect(rejected.json()).toMatchObject({
      status: 'cancelled',
      decision: { note: 'Wrong tenant', leftOut: 0 },
    })
    expect((await post('cancel')).statusCode).toBe(200)
    expect((await post('confirm')).json().code).toBe('run_not_waiting')
  })
})
