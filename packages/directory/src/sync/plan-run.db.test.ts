import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { listChanges } from './list-changes.ts'
import { openSyncWorld, sourceUser } from '../testing/index.ts'
import { cancelRun } from './cancel-run.ts'
import { confirmRun } from './confirm-run.ts'
import { startRun } from './start-run.ts'

const many = (tag: string, count: number) => Array.from({ length: count }, (_, n) => sourceUser(`${tag}${n}`))

describeEachEngine('a plan', (open) => {
  test('waits, changes nothing, and is applied as it was shown', async () => {
    const world = await openSyncWorld(open(), { users: many('pa', 3) })
    const people = () =>
      world.ctx.db.client.user.count({ where: { identities: { some: { connectionId: world.connection } } } })
    const plan = await world.sync({ planOnly: true })
    expect(plan).toMatchObject({
      status: 'awaiting_confirmation',
      changeCount: 3,
      appliedCount: 0,
      held: { code: 'asked_for_plan' },
    })
    expect(plan.counts).toMatchObject({ seen: 3, created: 3 })
    expect(await people()).toBe(0)
    const shown = await listChanges({ ctx: world.ctx, input: { runId: plan.id } })
    const done = await world.confirm(plan)
    expect(done).toMatchObject({ status: 'succeeded', appliedCount: 3, counts: plan.counts })
    const applied = await listChanges({ ctx: world.ctx, input: { runId: plan.id } })
    expect(applied.items.map((item) => [item.userId, item.name, item.outcome])).toEqual(
      shown.items.map((item) => [item.userId, item.name, 'applied']),
    )
    expect(await people()).toBe(3)
    await expect(cancelRun({ ctx: world.ctx, input: { id: plan.id } })).rejects.toMatchObject({
      code: 'run_not_active',
    })
    expect((await confirmRun({ ctx: world.ctx, input: { id: plan.id } })).status).toBe('succeeded')
  })

  test('can be discarded, and a request while it waits returns it', async () => {
    const world = await openSyncWorld(open(), { users: many('pb', 1) })
    const plan = await world.sync({ planOnly: true })
    const again = await startRun({ ctx: world.ctx, input: { connectionId: world.connection } })
    expect(again).toMatchObject({ started: false, run: { id: plan.id } })
    expect((await cancelRun({ ctx: world.ctx, input: { id: plan.id } })).status).toBe('cancelled')
    await expect(confirmRun({ ctx: world.ctx, input: { id: plan.id } })).rejects.toMatchObject({
      code: 'run_not_waiting',
    })
    expect((await world.sync()).counts.created).toBe(1)
  })

  test('leaves alone and names whoever changed since', async () => {
    const world = await openSyncWorld(open(), { users: many('pc', 2) })
    await world.sync()
    world.source.directory.users = many('pc', 2).map((user) => ({
      ...user,
      displayName: `${user.displayName} Jr.`,
    }))
    const plan = await world.sync({ planOnly: true })
    await world.ctx.db.client.user.updateMany({
      where: { identities: { some: { connectionId: world.connection, objectId: 'pc0' } } },
      data: { name: 'Edited meanwhile' },
    })
    const done = await world.confirm(plan)
    expect(done).toMatchObject({ status: 'succeeded', counts: { seen: 2, updated: 1, skipped: 1 } })
    expect(done.warnings.map((warning) => warning.code)).toEqual(['changed_meanwhile'])
    const changes = await listChanges({ ctx: world.ctx, input: { runId: plan.id, outcome: 'stale' } })
    expect(changes.items.map((item) => item.entraId)).toEqual(['pc0'])
    expect(changes.items[0]?.error?.message).toContain('changed after the plan')
    const names = await world.ctx.db.client.user.findMany({
      where: { identities: { some: { connectionId: world.connection } } },
      select: { name: true },
      orderBy: { name: 'asc' },
    })
    expect(names.map((row) => row.name)).toEqual(['Edited meanwhile', 'Person pc1 Jr.'])
  })

  test('a person who claimed after the plan keeps their profile', async () => {
    const world = await openSyncWorld(open(), { users: many('pd', 1) })
    await world.sync()
    world.source.directory.users = [sourceUser('pd0', { displayName: 'Renamed' })]
    const plan = await world.sync({ planOnly: true })
    const where = { identities: { some: { connectionId: world.connection } } }
    await world.ctx.db.client.user.updateMany({
      where,
      data: { registeredAt: new Date('2026-11-21T12:00:00Z') },
    })
    await world.confirm(plan)
    expect((await world.ctx.db.client.user.findFirstOrThrow({ where })).name).toBe('Person pd0')
  })

  test('too many removals wait for a person; a shrunken reading waits too', async () => {
    const world = await openSyncWorld(open(), {
      users: many('pe', 30),
      settings: { leaverPolicy: 'deactivate' },
    })
    await world.sync()
    world.source.directory.users = many('pe', 18)
    const held = await world.sync()
    expect(held).toMatchObject({
      status: 'awaiting_confirmation',
      held: { code: 'too_many_removals' },
      counts: { deactivated: 12 },
    })
    await cancelRun({ ctx: world.ctx, input: { id: held.id } })
    world.source.directory.users = many('pe', 3)
    expect((await world.sync()).held?.code).toBe('shrunken_reading')
  })

  test('one change that the database refuses is named, and everyone else goes on', async () => {
    const db = open()
    await db.client.$executeRaw`alter table users add constraint nobody_is_bob check (name <> 'Bob')`
    const users = many('ph', 9).map((user, n) => (n === 4 ? { ...user, displayName: 'Bob' } : user))
    const world = await openSyncWorld(db, { users })
    const run = await world.sync()
    expect(run).toMatchObject({ status: 'completed_with_errors', counts: { seen: 9, created: 8, errors: 1 } })
    const failed = await listChanges({ ctx: world.ctx, input: { runId: run.id, outcome: 'failed' } })
    expect(failed.items.map((item) => item.name)).toEqual(['Bob'])
    await db.client.$executeRaw`alter table users drop constraint nobody_is_bob`
    expect((await world.sync()).counts).toMatchObject({ created: 1, skipped: 8 })
  })

  test('four times the people take no more than four times the transactions, twenty thousand on PostgreSQL', async () => {
    const people = open().engine === 'postgres' ? 20_000 : 6_000
    const count = (number: number, tag: string) => countTransactions(open(), many(tag, number))
    const small = await count(people / 4, 'pf')
    const large = await count(people, 'pg')
    expect(large.run.counts).toMatchObject({ seen: people, created: people })
    expect(large.transactions).toBeLessThan(small.transactions * 4)
    expect(large.transactions).toBeLessThan(40)
  }, 120_000)
})

async function countTransactions(db: Parameters<typeof openSyncWorld>[0], users: ReturnType<typeof many>) {
  let transactions = 0
  const counting: typeof db = Object.create(db)
  counting.change = (work, options) => {
    transactions += 1
    return db.change(work, options)
  }
  const world = await openSyncWorld(counting, { users, pageSize: 1_000 })
  const before = transactions
  const run = await world.sync()
  return { run, transactions: transactions - before }
}
