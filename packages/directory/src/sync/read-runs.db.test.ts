import { describeEachEngine } from '@rollcall/db/testing'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { createTestContext, makeConnection, makeIdentity, makeRun } from '../testing/index.ts'
import { getRun } from './get-run.ts'
import { listChanges } from './list-changes.ts'
import { listRuns } from './list-runs.ts'

describeEachEngine('reading runs', (open) => {
  test('a run shows its counts and progress, and nothing of its checkpoint or lease', async () => {
    const db = open()
    const id = await makeRun(db, {
      connectionId: await makeConnection(db, { displayName: 'Contoso' }),
      status: 'applying',
      created: 4,
      changeCount: 10,
      appliedCount: 4,
      checkpoint: { link: 'sealed-link' },
      leaseOwner: 'worker-7',
      progress: { phase: 'applying', done: 1, total: 10, rate: 2, secondsLeft: 4, text: 'Creating people' },
      cancelRequestedAt: new Date(),
    })
    const view = await getRun({ ctx: createTestContext(db), input: { id } })
    expect(view).toMatchObject({
      connectionName: 'Contoso',
      actor: 'Grace Hopper',
      counts: { created: 4 },
      cancelRequested: true,
      progress: { phase: 'applying', done: 4, total: 10, rate: 2, secondsLeft: 3, text: 'Creating people' },
    })
    expect(JSON.stringify(view)).not.toMatch(/sealed-link|worker-7/)
  })

  test.each([
    ['queued', 'queued', 'Waiting to start'],
    ['reading', 'reading', 'Reading the directory'],
    ['planning', 'planning', 'Working out what would change'],
    ['awaiting_confirmation', 'waiting', 'Waiting for someone to confirm the plan'],
    ['applying', 'applying', 'Applying changes'],
    ['succeeded', 'done', 'Finished'],
    ['completed_with_errors', 'done', 'Finished, with some people left out'],
    ['failed', 'done', 'Stopped by an error'],
    ['cancelled', 'done', 'Cancelled'],
  ])('a run that is %s never shows the numbers of another phase', async (status, phase, text) => {
    const db = open()
    const progress = {
      phase: phase === 'reading' ? 'planning' : 'reading',
      done: 99,
      total: 100,
      rate: 9,
      text: 'Old',
    }
    const id = await makeRun(db, { connectionId: await makeConnection(db), status, progress })
    const view = await getRun({ ctx: createTestContext(db), input: { id } })
    expect(view.progress).toMatchObject({ phase, done: 0, rate: null, secondsLeft: null, text })
  })

  test('runs are listed newest first, by connection and status, each once', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const connectionId = await makeConnection(db)
    const ids = []
    for (const status of ['failed', 'succeeded', 'succeeded'])
      ids.push(await makeRun(db, { connectionId, status }))
    const met: string[] = []
    let cursor: string | undefined
    do {
      const page = await listRuns({ ctx, input: { connectionId, limit: 2, cursor } })
      expect(page.total).toBe(3)
      met.push(...page.items.map((run) => run.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(met).toEqual(ids.toReversed())
    expect(
      (await listRuns({ ctx, input: { connectionId, status: 'failed' } })).items.map((run) => run.id),
    ).toEqual([ids[0]])
    await expect(getRun({ ctx, input: { id: uuidv7() } })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('changes are paged in their order, filtered and counted by kind', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const connectionId = await makeConnection(db)
    const runId = await makeRun(db, { connectionId })
    const identityId = await makeIdentity(db, { connectionId, displayName: 'Carl' })
    const conflict = await db.client.conflict.create({
      data: { connectionId, identityId, reason: 'claimed_match' },
    })
    const change = { runId, reason: 'In the directory and not here yet.' }
    await db.client.syncChange.createMany({
      data: [
        {
          ...change,
          seq: 1,
          kind: 'create',
          identityId: await makeIdentity(db, {
            connectionId,
            displayName: 'Ada 50%',
            mail: 'fifty@contoso.example',
          }),
          name: 'Ada 50%',
          email: 'ada@contoso.example',
        },
        {
          ...change,
          seq: 2,
          kind: 'create',
          name: 'Bob',
          outcome: 'failed',
          error: { message: 'No.', hint: null },
        },
        {
          ...change,
          seq: 3,
          kind: 'conflict',
          name: 'Carl',
          identityId,
          outcome: 'noted',
          objectId: 'entra-carl',
        },
      ],
    })
    const kinds = { create: 2, conflict: 1 }
    const outcomes = { pending: 1, failed: 1, noted: 1 }
    const first = await listChanges({ ctx, input: { runId, limit: 2 } })
    expect(first).toMatchObject({
      total: 3,
      totalIsLeast: false,
      kinds,
      outcomes,
      items: [{ seq: 1 }, { seq: 2, error: { message: 'No.' } }],
    })
    const next = await listChanges({ ctx, input: { runId, limit: 2, cursor: first.nextCursor ?? '' } })
    expect(next.items).toMatchObject([{ id: `${runId}:3`, entraId: 'entra-carl', conflictId: conflict.id }])
    expect(next.nextCursor).toBeNull()

    const names = async (input: object) =>
      (await listChanges({ ctx, input: { runId, ...input } })).items.map((item) => item.name)
    expect(await names({ kind: 'create' })).toEqual(['Ada 50%', 'Bob'])
    expect(await names({ outcome: 'failed' })).toEqual(['Bob'])
    expect(await names({ search: '50%' })).toEqual(['Ada 50%'])
    expect(await names({ search: 'fifty ÅDA' })).toEqual(['Ada 50%'])
    const filtered = await listChanges({ ctx, input: { runId, kind: 'conflict', search: 'carl' } })
    expect(filtered).toMatchObject({ total: 1, kinds, outcomes })
    await expect(listChanges({ ctx, input: { runId: uuidv7() } })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
  test('a finished plan is counted from what was stored, however far it got', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const runId = await makeRun(db, {
      connectionId: await makeConnection(db),
      status: 'cancelled',
      changeCount: 4,
      appliedCount: 3,
      appliedThrough: 4,
      changeKinds: { create: 4, update: 1 },
    })
    const kind = (seq: number) => (seq === 2 ? 'update' : 'create')
    await db.client.syncChange.createMany({
      data: [1, 2, 3, 4, 5].map((seq) => ({
        runId,
        seq,
        kind: kind(seq),
        name: `Person ${seq}`,
        reason: 'New.',
        outcome: seq === 3 ? 'stale' : 'pending',
      })),
    })
    const all = await listChanges({ ctx, input: { runId } })
    expect(all).toMatchObject({ total: 5, kinds: { create: 4, update: 1 } })
    expect(all.outcomes).toEqual({ pending: 1, applied: 3, stale: 1 })
    expect(all.items.map((item) => item.outcome)).toEqual([
      'applied',
      'applied',
      'stale',
      'applied',
      'pending',
    ])
    const total = async (input: object) => (await listChanges({ ctx, input: { runId, ...input } })).total
    expect(await total({ outcome: 'applied' })).toBe(3)
    expect(await total({ kind: 'create', outcome: 'applied' })).toBe(2)
    expect(await total({ kind: 'update' })).toBe(1)
    expect(await total({ search: 'person' })).toBe(5)
  })
})
