import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { listEvents } from '../events/list-events.ts'
import { setMappings } from '../connections/set-mappings.ts'
import {
  createTestContext,
  openSyncWorld,
  sourceGroup,
  sourceUser,
  type SyncWorld,
} from '../testing/index.ts'
import { cancelRun } from './cancel-run.ts'
import { confirmRun } from './confirm-run.ts'
import { listChanges } from './list-changes.ts'

const many = (tag: string, count: number) => Array.from({ length: count }, (_, n) => sourceUser(`${tag}${n}`))

const plansEveryone = async (world: SyncWorld) =>
  (
    await world.ctx.db.client.connection.findUniqueOrThrow({
      where: { id: world.connection },
      select: { planEveryone: true },
    })
  ).planEveryone

const linked = (world: SyncWorld) =>
  world.ctx.db.client.entraIdentity.count({
    where: { connectionId: world.connection, userId: { not: null } },
  })

async function sentences(world: SyncWorld, type: 'run.confirmed' | 'run.rejected') {
  const { items } = await listEvents({ ctx: world.ctx, input: { type, connectionId: world.connection } })
  return items.map((event) => event.text)
}

const grace = { kind: 'user', id: null, name: 'Grace Hopper' } as const

describeEachEngine('deciding about a plan', (open) => {
  test('who released it and why is written down, in the run and as an event', async () => {
    const world = await openSyncWorld(open(), { users: many('da', 2) })
    const plan = await world.sync({ planOnly: true })
    expect(plan.decision).toBeNull()
    const ctx = { ...world.ctx, actor: grace }
    await confirmRun({ ctx, input: { id: plan.id, note: '  The migration of sales. ' } })
    const done = await world.work(plan.id)
    expect(done).toMatchObject({ status: 'succeeded', appliedCount: 2 })
    expect(done.decision).toEqual({
      by: 'Grace Hopper',
      at: world.ctx.now().toISOString(),
      note: 'The migration of sales.',
      leftOut: 0,
    })
    expect(await sentences(world, 'run.confirmed')).toEqual([
      expect.stringMatching(
        /^Grace Hopper confirmed the plan for World \d+\. Reason: The migration of sales\.$/,
      ),
    ])
  })

  test('single changes and whole kinds are left out, stay as they were, and come back in the next plan', async () => {
    const world = await openSyncWorld(open(), { users: many('db', 4) })
    await world.sync()
    world.source.directory.users = [
      ...many('db', 4).map((user) => ({ ...user, displayName: `${user.displayName} II` })),
      sourceUser('db8'),
      sourceUser('db9'),
    ]
    const plan = await world.sync({ planOnly: true })
    const input = { runId: plan.id }
    const { items } = await listChanges({ ctx: world.ctx, input })
    const victim = items.find((change) => change.entraId === 'db2')?.seq ?? 0
    const leaveOut = { seqs: [victim], kinds: ['create' as const] }
    const released = await confirmRun({ ctx: world.ctx, input: { id: plan.id, leaveOut } })
    expect(released).toMatchObject({ status: 'applying', changeCount: 3, decision: { leftOut: 3 } })
    // Confirmed twice is confirmed once.
    expect((await confirmRun({ ctx: world.ctx, input: { id: plan.id } })).decision?.leftOut).toBe(3)

    const done = await world.work(plan.id)
    expect(done).toMatchObject({
      status: 'succeeded',
      appliedCount: 3,
      counts: { seen: 6, updated: 3, created: 0, skipped: 0 },
    })
    expect(await linked(world)).toBe(4)
    const after = await listChanges({ ctx: world.ctx, input })
    expect(after.outcomes).toEqual({ applied: 3, left_out: 3 })
    const leftOut = await listChanges({ ctx: world.ctx, input: { ...input, outcome: 'left_out' } })
    expect(leftOut.total).toBe(3)
    expect(leftOut.items.map((change) => change.entraId)).toEqual(['db2', 'db8', 'db9'])
    expect(await plansEveryone(world)).toBe(true)
    expect(await sentences(world, 'run.confirmed')).toEqual([expect.stringContaining('without 3 changes')])

    expect((await world.sync({ mode: 'delta' })).counts).toMatchObject({ created: 2, updated: 1 })
    expect(await linked(world)).toBe(6)
  })

  test('with everything left out, the plan ends as rejected', async () => {
    const world = await openSyncWorld(open(), { users: many('dc', 2) })
    const plan = await world.sync({ planOnly: true })
    const input = { id: plan.id, note: 'Not today', leaveOut: { kinds: ['create' as const] } }
    const ended = await confirmRun({ ctx: world.ctx, input })
    expect(ended).toMatchObject({
      status: 'cancelled',
      changeCount: 0,
      decision: { leftOut: 2, note: 'Not today' },
    })
    expect(ended.finishedAt).not.toBeNull()
    expect((await confirmRun({ ctx: world.ctx, input })).status).toBe('cancelled')
    expect(await linked(world)).toBe(0)
    expect(await sentences(world, 'run.confirmed')).toEqual([])
    expect(await sentences(world, 'run.rejected')).toHaveLength(1)
    expect((await world.sync()).counts.created).toBe(2)
  })

  test('what cannot be left out is refused with a sentence, and the plan goes on waiting', async () => {
    const group = sourceGroup('dd-group', { displayName: 'Builders' })
    const users = many('dd', 2)
    const world = await openSyncWorld(open(), { users, groups: [group], members: { 'dd-group': ['dd0'] } })
    await setMappings({
      ctx: world.ctx,
      input: {
        id: world.connection,
        mappings: [{ groupId: group.objectId, mode: 'create' }],
      },
    })
    const plan = await world.sync({ planOnly: true })
    const refused = (leaveOut: { seqs?: number[]; kinds?: ['create_realm'] }) =>
      confirmRun({ ctx: world.ctx, input: { id: plan.id, leaveOut } })
    await expect(refused({ seqs: [2, 99] })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/^Number 99 is not among the changes .+ Load the plan again/),
    })
    // The realm comes with the people who gain it.
    await expect(refused({ seqs: [1] })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(refused({ kinds: ['create_realm'] })).rejects.toMatchObject({
      message: expect.stringContaining('Change the mapping'),
    })
    const waiting = await listChanges({ ctx: world.ctx, input: { runId: plan.id } })
    expect(waiting.outcomes).toEqual({ pending: 3 })
    expect((await world.confirm(plan)).appliedCount).toBe(3)
  })

  test('a rejection says who and why, and the next plan looks at everyone again', async () => {
    const world = await openSyncWorld(open(), { users: many('de', 2) })
    await world.sync()
    world.source.directory.users = many('de', 3)
    const plan = await world.sync({ planOnly: true, mode: 'delta' })
    const ctx = createTestContext(world.ctx.db, { actor: grace })
    const input = { id: plan.id, note: 'Wrong tenant' }
    const rejected = await cancelRun({ ctx, input })
    expect(rejected).toMatchObject({
      status: 'cancelled',
      decision: { by: 'Grace Hopper', note: 'Wrong tenant', leftOut: 0 },
    })
    expect((await cancelRun({ ctx, input })).decision).toEqual(rejected.decision)
    expect(await sentences(world, 'run.rejected')).toEqual([
      expect.stringMatching(/^Grace Hopper rejected the plan for World \d+\. Reason: Wrong tenant\.$/),
    ])
    expect(await plansEveryone(world)).toBe(true)
    expect((await world.sync({ mode: 'delta' })).counts.created).toBe(1)
  })

  test('losing a mapped realm waits like losing access, with the realm named', async () => {
    const users = many('df', 14)
    const groups = [sourceGroup('df-group', { displayName: 'Sales' })]
    const members = { 'df-group': users.map((user) => user.objectId) }
    const world = await openSyncWorld(open(), { users, groups, members })
    await setMappings({
      ctx: world.ctx,
      input: {
        id: world.connection,
        mappings: [{ groupId: 'df-group', mode: 'create' }],
      },
    })
    const first = await world.sync()
    expect(first.realmAccess).toMatchObject([{ realmName: 'Sales', groupName: 'Sales', gained: 14, lost: 0 }])
    world.source.directory.members = { 'df-group': ['df0', 'df1'] }
    const held = await world.sync()
    expect(held).toMatchObject({
      status: 'awaiting_confirmation',
      held: {
        code: 'too_many_realm_losses',
        text: '12 people would lose the realm Sales; this connection allows 10 without asking.',
      },
      realmAccess: [{ realmName: 'Sales', groupName: 'Sales', gained: 0, lost: 12 }],
    })
    const [change] = (await listChanges({ ctx: world.ctx, input: { runId: held.id } })).items
    expect(change?.realmsLost).toMatchObject([{ realmName: 'Sales', groupName: 'Sales' }])
  })
})
