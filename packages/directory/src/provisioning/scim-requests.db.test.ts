import { findLastWithin, pageScimRequests } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import type * as z from 'zod'
import type { scimRequestsInput } from '@rollcall/vocabulary'
import { createTestContext, makeConnection, makeUser } from '../testing/index.ts'
import { makeScimRequest } from '../testing/make-pushed.ts'
import { getScimRequest } from './get-scim-request.ts'
import { listScimRequests } from './list-scim-requests.ts'

describeEachEngine('requests of a SCIM client', (open) => {
  const newConnection = () => makeConnection(open(), { kind: 'scim' })

  async function list(connectionId: string, input: z.input<typeof scimRequestsInput> = {}) {
    return listScimRequests({ ctx: createTestContext(open()), input: { connectionId, ...input } })
  }

  async function idsOf(connectionId: string, input: z.input<typeof scimRequestsInput>) {
    return (await list(connectionId, input)).items.map((item) => item.id)
  }

  test('are read newest first, page by page, while new ones come in', async () => {
    const connectionId = await newConnection()
    const ids: string[] = []
    for (let count = 0; count < 5; count++) ids.push(await makeScimRequest(open(), { connectionId }))
    await makeScimRequest(open(), { connectionId: await newConnection() })
    const first = await list(connectionId, { limit: 2 })
    await makeScimRequest(open(), { connectionId })
    const second = await list(connectionId, { limit: 2, cursor: first.nextCursor ?? '' })
    const third = await list(connectionId, { limit: 2, cursor: second.nextCursor ?? '' })
    const met = [first, second, third].flatMap((page) => page.items.map((item) => item.id))
    expect(met).toEqual(ids.toReversed())
    expect(third.nextCursor).toBeNull()
  })

  test('a row says what was asked, of whom, and what became of it', async () => {
    const db = open()
    const connectionId = await newConnection()
    const userId = await makeUser(db, { name: 'Ada Lovelace' })
    const id = await makeScimRequest(db, {
      connectionId,
      method: 'POST',
      resourceType: 'User',
      resourceId: uuidv7(),
      userId,
      status: 201,
      outcome: 'created',
      why: 'Nobody here matched.',
      changed: ['userName', 'active'],
      tokenPrefix: 'rs_abcdef',
      requestBody: { userName: 'a…' },
      userAgent: 'Okta',
    })
    const [row] = (await list(connectionId)).items
    expect(row).toMatchObject({
      id,
      at: '2026-11-21T11:00:00.000Z',
      userId,
      userName: 'Ada Lovelace',
      outcome: 'created',
      changed: ['userName', 'active'],
      durationMs: 1.5,
    })
    expect(row).not.toHaveProperty('requestBody')
    const ctx = createTestContext(db)
    const detail = { requestBody: { userName: 'a…' }, responseBody: null, userAgent: 'Okta' }
    expect(await getScimRequest({ ctx, input: { id } })).toEqual({ ...row, ...detail })
    expect(await getScimRequest({ ctx, input: { id, connectionId } })).toMatchObject({ id })

    await db.client.user.delete({ where: { id: userId } })
    expect((await list(connectionId)).items[0]).toMatchObject({ id, userId: null, userName: null })
  })

  test('are narrowed to changes, problems, one resource and words', async () => {
    const db = open()
    const connectionId = await newConnection()
    const userId = await makeUser(db, { name: 'Zoë Castellanos' })
    const resourceId = uuidv7()
    const about = { connectionId, resourceType: 'User', resourceId }
    const probe = await makeScimRequest(db, { connectionId, path: '/Users?filter=100%25' })
    const made = await makeScimRequest(db, { ...about, userId, method: 'POST', outcome: 'created' })
    const search = await makeScimRequest(db, { connectionId, method: 'POST', path: '/.search' })
    const refused = await makeScimRequest(db, {
      ...about,
      method: 'PATCH',
      outcome: 'refused',
      why: 'The path emails[ cannot be read.',
    })
    const strange = await makeScimRequest(db, { connectionId, outcome: 'refused', status: 400 })
    const held = await makeScimRequest(db, { ...about, method: 'DELETE', outcome: 'held' })
    const group = await makeScimRequest(db, {
      connectionId,
      resourceType: 'Group',
      method: 'PATCH',
      outcome: 'unchanged',
    })
    expect(await idsOf(connectionId, { show: 'writes' })).toEqual([group, held, refused, made])
    expect(await idsOf(connectionId, { show: 'problems' })).toEqual([held, strange, refused])
    expect(await idsOf(connectionId, { resourceId })).toEqual([held, refused, made])
    expect(await idsOf(connectionId, { resourceId, show: 'problems', limit: 1 })).toEqual([held])
    expect(await idsOf(connectionId, { resourceType: 'Group' })).toEqual([group])
    expect(await idsOf(connectionId, { search: 'CANNOT emails[' })).toEqual([refused])
    expect(await idsOf(connectionId, { search: 'zoe' })).toEqual([made])
    expect(await idsOf(connectionId, { search: '0%2' })).toEqual([probe])
    expect(await idsOf(connectionId, { search: '.search' })).toEqual([search])
    expect(await idsOf(connectionId, { search: 'nothing of this' })).toEqual([])
    expect(await idsOf(connectionId, { search: '  ' })).toHaveLength(7)
  })

  test('looking through the log is bounded, and a later page goes on where it ended', async () => {
    const db = open()
    const connectionId = await newConnection()
    const old = await makeScimRequest(db, { connectionId, outcome: 'failed' })
    const quiet: string[] = []
    for (let count = 0; count < 4; count++) quiet.push(await makeScimRequest(db, { connectionId }))
    const query = { filter: { connectionId, show: 'problems' as const }, within: 3 }
    const page = async (before: string | null) => {
      const rows = await pageScimRequests(db.client, { ...query, before, limit: 10 })
      const next = await findLastWithin(db.client, { ...query, before })
      return [rows.map((row) => row.id), next]
    }
    expect(await page(null)).toEqual([[], quiet[1]])
    expect(await page(quiet[1] ?? null)).toEqual([[old], null])
  })

  test('of a sandbox, of another connection and of nobody are not found', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const sandbox = await makeConnection(db, { kind: 'scim', sandbox: true })
    const played = await makeScimRequest(db, { connectionId: sandbox })
    const id = await makeScimRequest(db, { connectionId: await newConnection() })
    for (const input of [{ id: played }, { id: uuidv7() }, { id, connectionId: await newConnection() }]) {
      const attempt = getScimRequest({ ctx, input })
      await expect(attempt).rejects.toMatchObject({
        code: 'not_found',
        message: expect.stringContaining('days'),
      })
    }
    await expect(list(sandbox)).rejects.toMatchObject({ code: 'not_found' })
    await expect(list(await makeConnection(db))).rejects.toMatchObject({ code: 'conflict' })
    await expect(list(await newConnection(), { cursor: 'x' })).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })
})
