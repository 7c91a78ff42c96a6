import { describeEachEngine } from '@rollcall/db/testing'
import { selfTestReport } from '@rollcall/vocabulary'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sweepScim } from '../../jobs/sweep-scim.ts'
import { createTestScimConnection } from '../../testing/test-scim.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'
import type { Play } from './player.ts'
import { runSelfTest } from './run-self-test.ts'

describeEachEngine('the self-test of a connection', (open) => {
  let server: TestServer
  let connectionId: string
  beforeAll(async () => {
    server = await openTestServer({ db: { ...open(), close: async () => {} }, env: { SCIM_RATE_LIMIT: '1' } })
    connectionId = (await createTestScimConnection(open(), { displayName: 'Tideway' })).connectionId
  })
  afterAll(() => server.close())

  const everything = async () => {
    const { client } = open()
    return {
      connections: await client.connection.count(),
      tokens: await client.scimToken.count(),
      users: await client.user.count(),
      scimUsers: await client.scimUser.count(),
      groups: await client.scimGroup.count(),
      members: await client.entraGroupMember.count(),
      identities: await client.entraIdentity.count(),
      requests: await client.scimRequest.count(),
      events: await client.event.count(),
    }
  }

  it('passes here, and leaves nothing behind', { timeout: 60_000 }, async () => {
    const before = await everything()
    const report = await server.deps.scim.selfTest(connectionId)
    await server.deps.scim.log.flush()
    expect(report.checks.filter(({ status }) => status === 'fail')).toEqual([])
    expect(report).toMatchObject({ passed: 36, total: 36 })
    expect(selfTestReport.parse(report)).toEqual(report)
    expect(new Set(report.checks.map(({ id }) => id)).size).toBe(36)
    expect(await everything()).toEqual(before)
  })

  it('says of a connection that is not there that it is not', async () => {
    await expect(server.deps.scim.selfTest(uuidv7())).rejects.toMatchObject({ code: 'not_found' })
  })

  const now = () => new Date()
  const play: Play = (request) => server.app.inject(request)

  it('fails what a server gets wrong, and tells what it was', { timeout: 60_000 }, async () => {
    const forgetful: Play = async (request) => {
      const answer = await play(request)
      return request.method === 'PATCH' && answer.statusCode === 200
        ? { ...answer, statusCode: 500, headers: answer.headers, body: '' }
        : answer
    }
    const report = await runSelfTest({ db: open(), now, connectionId, play: forgetful })
    const failed = report.checks.filter(({ status }) => status === 'fail')
    expect(failed.map(({ group }) => group)).toContain('patch')
    expect(report.passed).toBe(36 - failed.length)
    expect(failed.find(({ id }) => id === 'patch-legacy')?.detail).toContain('500')
    expect(failed.some(({ group }) => group === 'discovery')).toBe(false)
  })

  it.each([
    ['another status', { statusCode: 404, headers: {}, body: '' }],
    ['no SCIM', { statusCode: 200, headers: { 'content-type': 'text/html' }, body: '<p>Hello</p>' }],
    ['a page of JSON', { statusCode: 200, headers: { 'content-type': 'application/scim+json' }, body: '[]' }],
  ])('fails everything when the answer is always %s', async (_what, answer) => {
    const report = await runSelfTest({ db: open(), now, connectionId, play: async () => answer })
    expect(report.passed).toBe(0)
  })

  it('is cleaned up when it breaks, and by the sweep when its process did', async () => {
    const before = await everything()
    const broken: Play = () => Promise.reject(new Error('gone'))
    await expect(runSelfTest({ db: open(), now, connectionId, play: broken })).rejects.toThrow('gone')
    expect(await everything()).toEqual(before)

    const hours = (count: number) => new Date(Date.now() - count * 3_600_000)
    for (const createdAt of [hours(2), hours(0.5)])
      await open().client.connection.create({
        data: { id: uuidv7(), kind: 'scim', displayName: 'Left behind', sandbox: true, createdAt },
        select: { id: true },
      })
    await sweepScim({ db: open(), log: server.deps.log, now })
    const left = await open().client.connection.findMany({ where: { sandbox: true } })
    expect(left).toHaveLength(1)
  })
})
