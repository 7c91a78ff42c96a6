import { describeEachEngine } from '@rollcall/db/testing'
import { EVENT_TYPES } from '@rollcall/vocabulary'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { createTestContext, makeConnection, makeRun, makeUser } from '../testing/index.ts'
import { listTimeline } from '../users/list-timeline.ts'
import { updateUser } from '../users/update-user.ts'
import { listEvents } from './list-events.ts'

describeEachEngine('history', (open) => {
  test('reads events forwards and backwards, and goes on where it stopped', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const userId = await makeUser(db, { name: 'Ada' })
    await db.change(async (_tx, emit) => {
      for (const name of ['Ada 1', 'Ada 2', 'Ada 3', 'Ada 4', 'Ada 5']) {
        const fields = [{ field: 'name', before: null, after: name }]
        emit({ type: 'user.updated', actor: ctx.actor, userId, data: { name, fields } })
      }
    })
    const all = (await listEvents({ ctx, input: { userId } })).items
    expect(all.map((event) => event.text)).toEqual(
      Array(5)
        .fill(0)
        .map((_, n) => `Test Owner changed the name of Ada ${n + 1}.`),
    )

    const met: number[] = []
    let after: number | undefined = 0
    do {
      const page: Awaited<ReturnType<typeof listEvents>> = await listEvents({
        ctx,
        input: { userId, after, limit: 2 },
      })
      met.push(...page.items.map((event) => event.id))
      after = page.nextCursor ?? undefined
    } while (after !== undefined)
    expect(met).toEqual(all.map((event) => event.id))

    const newest = await listEvents({ ctx, input: { userId, order: 'desc', limit: 2 } })
    expect(newest.items.map((event) => event.id)).toEqual(met.toReversed().slice(0, 2))
    const before = newest.nextCursor ?? undefined
    const older = await listEvents({ ctx, input: { userId, order: 'desc', limit: 3, before } })
    expect(older.items.map((event) => event.id)).toEqual(met.toReversed().slice(2))
    expect(older.nextCursor).toBeNull()
  })

  test('filters by type, kind, run and connection; an unknown type is said so', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const connectionId = await makeConnection(db)
    const runId = await makeRun(db, { connectionId })
    const about = { actor: ctx.actor, connectionId }
    await db.change(async (_tx, emit) => {
      emit({ ...about, type: 'connection.checked', data: { connection: 'Contoso', status: 'pass' } })
      emit({ ...about, type: 'run.started', runId, data: { connection: 'Contoso' } })
      emit({ ...about, type: 'run.finished', runId, data: { connection: 'Contoso', status: 'succeeded' } })
    })
    const types = async (input: Parameters<typeof listEvents>[0]['input']) =>
      (await listEvents({ ctx, input })).items.map((event) => event.type)
    expect(await types({ connectionId })).toHaveLength(3)
    expect(await types({ runId })).toEqual(['run.started', 'run.finished'])
    expect(await types({ connectionId, type: 'run.*' })).toEqual(['run.started', 'run.finished'])
    expect(await types({ connectionId, type: 'run.started, connection.checked' })).toEqual([
      'connection.checked',
      'run.started',
    ])
    const wrong = listEvents({ ctx, input: { type: 'user.exploded' } })
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'type' }] })
  })

  test('what a client pushed is found by its nouns, and by the connection', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const connectionId = await makeConnection(db, { kind: 'scim' })
    const about = { actor: ctx.actor, connectionId }
    await db.change(async (_tx, emit) => {
      emit({ ...about, type: 'scim_token.created', data: { token: 'Entra' } })
      emit({ ...about, type: 'scim.user.received', data: { person: 'Ada', outcome: 'created' } })
      emit({ ...about, type: 'scim.group.received', data: { group: 'Sales', outcome: 'stored' } })
    })
    const types = async (type: string) =>
      (await listEvents({ ctx, input: { connectionId, type } })).items.map((event) => event.type)
    expect(await types('scim.*')).toEqual(['scim.user.received', 'scim.group.received'])
    expect(await types('scim.user.*')).toEqual(['scim.user.received'])
    expect(await types('scim_token.*')).toEqual(['scim_token.created'])
    expect(await types('scim.*,scim_token.*')).toHaveLength(3)
    const elsewhere = { connectionId: await makeConnection(db), type: 'scim.*' }
    expect((await listEvents({ ctx, input: elsewhere })).items).toEqual([])
  })

  test('every type of event is stored and read back', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const realmId = uuidv7()
    await db.change(async (_tx, emit) => {
      for (const type of EVENT_TYPES) emit({ type, actor: ctx.actor, realmId })
    })
    const stored = await db.client.event.findMany({ where: { realmId }, select: { id: true } })
    expect(stored).toHaveLength(EVENT_TYPES.length)
    const first = Number(stored.map((row) => row.id).toSorted((a, b) => Number(a - b))[0] ?? 0)
    const listed = await listEvents({ ctx, input: { after: first - 1, limit: 500 } })
    expect(listed.items.filter((event) => event.realmId === realmId).map((event) => event.type)).toEqual([
      ...EVENT_TYPES,
    ])
  })

  test('a timeline holds what people did and what syncs changed, newest first, each once', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const runId = await makeRun(db, { connectionId: await makeConnection(db, { displayName: 'Contoso' }) })
    const userId = await makeUser(db, { name: 'Ada' })
    const change = { runId, userId, name: 'Ada', reason: 'One field changed in the directory.' }
    await db.client.syncChange.createMany({
      data: [
        {
          ...change,
          seq: 1,
          kind: 'create',
        },
        {
          ...change,
          seq: 2,
          kind: 'update',
          before: { profile: { email: null } },
          after: { profile: { email: 'ada@contoso.example' } },
          realmsGained: [{ mappingId: uuidv7(), realmId: null, realmName: 'Sales', groupName: 'Sales team' }],
        },
        { ...change, seq: 3, kind: 'disable', outcome: 'stale' },
      ],
    })
    await db.client.syncBatch.createMany({
      data: [
        { runId, toSeq: 1, appliedAt: new Date('2020-01-01T08:00:00Z') },
        { runId, toSeq: 3, appliedAt: new Date('2020-01-02T08:00:00Z') },
      ],
    })
    await db.client.syncRun.update({ where: { id: runId }, data: { appliedThrough: 3 } })
    await updateUser({ ctx, input: { id: userId, name: 'Augusta' } })

    const whole = await listTimeline({ ctx, input: { userId } })
    expect(whole.items.map((entry) => [entry.type, entry.actor, entry.runId])).toEqual([
      ['user.updated', 'Test Owner', null],
      ['sync.update', 'Grace Hopper', runId],
      ['sync.create', 'Grace Hopper', runId],
    ])
    expect(whole.items[0]?.fields).toEqual([{ field: 'name', before: 'Ada', after: 'Augusta' }])
    expect(whole.items[1]).toMatchObject({
      text: 'A sync updated this person (Contoso). One field changed in the directory.',
      fields: [
        { field: 'email', before: null, after: 'ada@contoso.example' },
        { field: 'realm', before: null, after: 'Sales' },
      ],
    })

    const met: string[] = []
    let cursor: string | undefined
    do {
      const page = await listTimeline({ ctx, input: { userId, limit: 1, cursor } })
      met.push(...page.items.map((entry) => entry.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(met).toEqual(whole.items.map((entry) => entry.id))
    await expect(listTimeline({ ctx, input: { userId: uuidv7() } })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
