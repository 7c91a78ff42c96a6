import { startEmulator, type Emulator } from '@rollcall/entra-emulator'
import { describeEachEngine } from '@rollcall/db/testing'
import { changeListing, checkReport, isActiveRun, runView, type RunView } from '@rollcall/vocabulary'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { keyHeaders } from '../testing/test-people.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

const PEOPLE = 24

describeEachEngine('a sync over REST', (open) => {
  let emulator: Emulator
  let server: TestServer
  let key: Record<string, string>
  const ids = { connection: '', sales: '', realm: '', run: '' }

  beforeAll(async () => {
    const groups = [
      { displayName: 'Sales', members: 8 },
      { displayName: 'Support', members: 4 },
    ]
    emulator = await startEmulator({ tenants: [{ people: PEOPLE, groups }] })
    const env = {
      ENTRA_AUTHORITY_HOST: emulator.origin,
      GRAPH_ROOT: emulator.origin,
      ENTRA_CA_FILE: emulator.caFile,
    }
    server = await openTestServer({ env, db: { ...open(), close: async () => {} } })
    await server.deps.startWorker()
    key = await keyHeaders(server, 'owner')
  })
  afterAll(async () => {
    await server.close()
    await emulator.close()
  })

  const ask = async (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) => {
    const answer = await server.app.inject({ method, url, headers: key, ...(payload && { payload }) })
    return { status: answer.statusCode, body: answer.json(), text: answer.body }
  }
  const finished = async (id: string): Promise<RunView> => {
    for (;;) {
      const run = runView.parse((await ask('GET', `/api/directory/runs/${id}`)).body)
      if (!isActiveRun(run.status) || run.status === 'awaiting_confirmation') return run
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  it('connects, keeping the secret to itself', async () => {
    const tenant = emulator.tenants[0]
    const registration = tenant?.apps[0]
    const secret = registration?.secret ?? ''
    const answer = await ask('POST', '/api/directory/entra', {
      displayName: 'Sample tenant',
      directoryId: tenant?.tenantId,
      clientId: registration?.clientId,
      clientSecret: ` ${secret} `,
    })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({ displayName: 'Sample tenant', hasSecret: true })
    expect(answer.text).not.toContain(secret)
    ids.connection = answer.body.id
    const list = await ask('GET', '/api/directory/connections')
    expect(list.body).toMatchObject({ total: 1, nextCursor: null, items: [{ id: ids.connection }] })
    expect(list.text + server.logLines.join('')).not.toContain(secret)
  })

  it('checks', async () => {
    const { body } = await ask('POST', `/api/directory/connections/${ids.connection}/check`)
    const report = checkReport.parse(body)
    const main = report.checks.filter((check) => ['token', 'users', 'groups'].includes(check.id))
    expect(main.map((check) => check.status)).toEqual(['pass', 'pass', 'pass'])
  })

  it('finds the groups of the directory', async () => {
    const { body } = await ask('GET', `/api/directory/connections/${ids.connection}/groups?search=sal`)
    expect(body.items).toMatchObject([{ name: 'Sales', memberCount: 8 }])
    ids.sales = body.items[0].id
  })

  it('maps a group to a realm', async () => {
    const realm = await ask('POST', '/api/realms', { name: 'Sellers' })
    expect(realm.status).toBe(201)
    ids.realm = realm.body.id
    const mappings = [{ groupId: ids.sales, mode: 'existing', realmId: ids.realm }]
    const url = `/api/directory/connections/${ids.connection}/mappings`
    expect((await ask('PUT', url, mappings)).body).toMatchObject([
      { groupName: 'Sales', realmName: 'Sellers' },
    ])
    expect((await ask('GET', url)).body).toHaveLength(1)
  })

  it('plans, and stops', async () => {
    const answer = await ask('POST', `/api/directory/connections/${ids.connection}/plan`)
    expect(answer.status).toBe(202)
    ids.run = answer.body.id
    const run = await finished(ids.run)
    expect(run).toMatchObject({ status: 'awaiting_confirmation', planOnly: true, appliedCount: 0 })
    expect(run.counts).toMatchObject({ seen: PEOPLE, errors: 0 })
    expect(run.held?.code).toBe('asked_for_plan')
    expect((await ask('GET', '/api/users')).body.total).toBe(0)
    const again = await ask('POST', `/api/directory/connections/${ids.connection}/sync`)
    expect([again.status, again.body.id]).toEqual([202, ids.run])
  })

  it('shows what it would change, page by page', async () => {
    const url = `/api/directory/runs/${ids.run}/changes?kind=create&limit=10`
    const first = changeListing.parse((await ask('GET', url)).body)
    expect(first.items).toHaveLength(10)
    const { nextCursor, total } = first
    const rest = changeListing.parse((await ask('GET', `${url}&cursor=${nextCursor ?? ''}`)).body)
    expect(total).toBe(first.kinds.create)
    expect(rest.items[0]?.seq).toBeGreaterThan(first.items.at(-1)?.seq ?? Infinity)
    expect(first.items.every((change) => change.outcome === 'pending')).toBe(true)
  })

  it('applies once it is confirmed, once', async () => {
    const confirm = () => ask('POST', `/api/directory/runs/${ids.run}/confirm`)
    const answers = await Promise.all([confirm(), confirm()])
    expect(answers.map((answer) => answer.status)).toEqual([200, 200])
    const run = await finished(ids.run)
    expect(run).toMatchObject({ status: 'succeeded', error: null })
    expect(run.appliedCount).toBe(run.changeCount)
    expect(run.counts).toMatchObject({ seen: PEOPLE, created: PEOPLE })
    const confirmed = await server.db.client.event.count({ where: { type: 'run.confirmed' } })
    expect(confirmed).toBe(1)
    const cancel = await ask('POST', `/api/directory/runs/${ids.run}/cancel`)
    expect([cancel.status, cancel.body.code]).toEqual([409, 'run_not_active'])
  })

  it('has made the people, unclaimed, with their realm', async () => {
    const { body } = await ask('GET', '/api/users?claimed=false&limit=200')
    expect(body.total + (await ask('GET', '/api/users?status=disabled')).body.total).toBeGreaterThanOrEqual(
      PEOPLE,
    )
    expect((await ask('GET', '/api/users?realm=sellers')).body.total).toBe(8)
    const person = body.items[0]
    const detail = await ask('GET', `/api/users/unclaimed/${person.id}`)
    expect(detail.body).toMatchObject({ id: person.id, directory: [{ connectionId: ids.connection }] })
  })

  it('writes nothing when nothing changed, and two requests at once are one run', async () => {
    const before = await server.db.client.user.findMany({ orderBy: { id: 'asc' } })
    const sync = () => ask('POST', `/api/directory/connections/${ids.connection}/sync`)
    const answers = await Promise.all([sync(), sync(), sync()])
    expect(answers.map((answer) => answer.status)).toEqual([202, 202, 202])
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
    const run = await finished(answers[0]?.body.id)
    expect(run).toMatchObject({ status: 'succeeded', changeCount: 0, appliedCount: 0 })
    expect(run.counts).toMatchObject({ seen: PEOPLE, skipped: PEOPLE, created: 0, updated: 0 })
    expect(await server.db.client.user.findMany({ orderBy: { id: 'asc' } })).toEqual(before)
  })

  it('can be followed from the first event to the last', async () => {
    const seen: number[] = []
    const types: string[] = []
    const listing = z.object({
      items: z.array(z.object({ id: z.number(), type: z.string() })),
      nextCursor: z.number().nullable(),
    })
    for (let after: number | null = 0; after !== null;) {
      const page: z.infer<typeof listing> = listing.parse(
        (await ask('GET', `/api/events?runId=${ids.run}&limit=2&after=${after}`)).body,
      )
      for (const event of page.items) {
        seen.push(event.id)
        types.push(event.type)
      }
      after = page.nextCursor
    }
    expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a - b))
    expect([types[0], types.at(-1)]).toEqual(['run.queued', 'run.finished'])
    expect(types).toContain('run.confirmed')
  })

  it('counts what happened', async () => {
    const metrics = await server.app.inject({ url: '/metrics' })
    expect(metrics.body).toMatch(/rollcall_sync_runs\{status="succeeded"\} 2/)
    expect(metrics.body).toMatch(/rollcall_people_applied [1-9]/)
    expect(metrics.body).toMatch(/route="\/api\/directory\/runs\/:id"/)
  })
})
