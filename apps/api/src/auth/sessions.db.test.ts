import { updateUser } from '@rollcall/directory'
import { describeEachEngine } from '@rollcall/db/testing'
import { userId } from '@rollcall/vocabulary'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SYSTEM } from '../app-deps.ts'
import { sweepSessions } from '../jobs/sweep-sessions.ts'
import { addPerson, consoleHeaders, type TestPerson } from '../testing/test-people.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { sessionExpiry } from './session-lifetime.ts'

const HOUR = 3_600_000

describeEachEngine('sessions', (open) => {
  let server: TestServer
  beforeAll(async () => {
    const db = open()
    server = await openTestServer({ db: { ...db, close: async () => {} } })
  })
  afterAll(() => server.close())

  const status = async (headers: Record<string, string>) =>
    (await server.app.inject({ url: '/trpc/me.get', headers })).statusCode
  const age = (person: TestPerson, data: { createdAt?: Date; lastSeenAt?: Date; expiresAt?: Date }) =>
    server.db.client.session.updateMany({ where: { userId: person.id }, data })

  it('last twelve hours without a request and seven days in all', () => {
    const start = new Date('2026-11-21T00:00:00Z')
    const at = (hours: number) => new Date(start.getTime() + hours * HOUR)
    expect(sessionExpiry(start, start)).toEqual(at(12))
    expect(sessionExpiry(start, at(30))).toEqual(at(42))
    expect(sessionExpiry(start, at(160))).toEqual(at(168))
  })

  it('slide with use, at most a write a minute', async () => {
    const person = await addPerson(server, 'operator')
    const headers = await consoleHeaders(server, person)
    const soon = new Date(Date.now() + HOUR)
    await age(person, { lastSeenAt: new Date(Date.now() - 11 * HOUR), expiresAt: soon })
    expect(await status(headers)).toBe(200)
    const touched = await server.db.client.session.findFirstOrThrow({ where: { userId: person.id } })
    expect(touched.expiresAt.getTime()).toBeGreaterThan(soon.getTime())
    expect(await status(headers)).toBe(200)
    const again = await server.db.client.session.findFirstOrThrow({ where: { userId: person.id } })
    expect(again.lastSeenAt).toEqual(touched.lastSeenAt)
  })

  it('end when they expire, and are swept away', async () => {
    const person = await addPerson(server, 'operator')
    const headers = await consoleHeaders(server, person)
    await age(person, { expiresAt: new Date(Date.now() - 1000) })
    expect(await status(headers)).toBe(401)
    expect(await sweepSessions(server.db, new Date())).toBe(1)
    expect(await server.db.client.session.count({ where: { userId: person.id } })).toBe(0)
  })

  it('end at once when the person is disabled, and stay ended', async () => {
    const person = await addPerson(server, 'operator')
    const headers = await consoleHeaders(server, person)
    const ctx = server.deps.contextFor(SYSTEM)
    await updateUser({ ctx, input: { id: userId.parse(person.id), status: 'disabled' } })
    expect(await status(headers)).toBe(401)
    await updateUser({ ctx, input: { id: userId.parse(person.id), status: 'active' } })
    expect(await status(headers)).toBe(401)
  })

  it('take the role that the person has now', async () => {
    const person = await addPerson(server, 'operator')
    const headers = await consoleHeaders(server, person)
    await server.db.client.user.update({ where: { id: person.id }, data: { role: 'member' } })
    const answer = await server.app.inject({ url: '/trpc/users.list', headers })
    expect(answer.json().error.data.code).toBe('forbidden')
  })

  it("are listed for their person, who can end one of them but nobody else's", async () => {
    const person = await addPerson(server, 'member')
    const other = await addPerson(server, 'member')
    const here = await consoleHeaders(server, person)
    const there = await consoleHeaders(server, person)
    const foreign = await consoleHeaders(server, other)
    const list = (await server.app.inject({ url: '/trpc/me.sessions', headers: here })).json().result.data
    expect(list).toHaveLength(2)
    const elsewhere = list.find((session: { current: boolean }) => !session.current)
    const end = (headers: Record<string, string>) =>
      server.app.inject({
        method: 'POST',
        url: '/trpc/me.endSession',
        headers,
        payload: { id: elsewhere.id },
      })
    expect((await end(foreign)).json().error.data.code).toBe('not_found')
    expect((await end(here)).json().result.data).toEqual({ ended: true })
    expect([await status(here), await status(there), await status(foreign)]).toEqual([200, 401, 200])
  })

  it.each(['rollcall_session=', 'rollcall_session=nonsense', 'rollcall_session=%00', 'other=rs_x'])(
    'are not made up from the cookie %s',
    async (cookie) => {
      expect(await status({ cookie })).toBe(401)
    },
  )
})
