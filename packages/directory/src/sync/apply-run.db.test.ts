import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { finishAfterKill, openSyncWorld, sourceGroup, sourceUser, type SyncWorld } from '../testing/index.ts'
import { setMappings } from '../connections/set-mappings.ts'
import { listChanges } from './list-changes.ts'

const PEOPLE = 11
const id = (tag: string, number: number) => `${tag}-${number}`

/** Batches of two: with a realm to make first, most of them are worked on side by side. */
async function openSmallBatches(
  db: Parameters<typeof openSyncWorld>[0],
  tag: string,
  names: Record<number, string> = {},
): Promise<SyncWorld> {
  const group = `${tag}-group`
  const users = Array.from({ length: PEOPLE }, (_, n) =>
    sourceUser(id(tag, n), names[n] === undefined ? {} : { displayName: names[n] }),
  )
  const world = await openSyncWorld(db, {
    users,
    groups: [sourceGroup(group, { displayName: `Team ${tag}` })],
    members: { [group]: users.filter((_, n) => n % 3 === 0).map((user) => user.objectId) },
    applyAtOnce: 2,
  })
  await setMappings({
    ctx: world.ctx,
    input: { id: world.connection, mappings: [{ groupId: group, mode: 'create' }] },
  })
  return world
}

async function peopleOf(world: SyncWorld, tag: string) {
  const rows = await world.ctx.db.client.entraIdentity.findMany({
    where: { connectionId: world.connection },
    orderBy: { ordinal: 'asc' },
    select: { objectId: true, user: { select: { name: true, memberships: { select: { origin: true } } } } },
  })
  return rows.map(({ objectId, user }) => ({
    id: objectId.replace(tag, ''),
    name: user?.name.replace(tag, ''),
    realms: user?.memberships.length,
  }))
}

describeEachEngine('batches that are applied side by side', (open) => {
  test('make everyone once, in the order of the plan', async () => {
    const world = await openSmallBatches(open(), 'aa')
    const run = await world.sync()
    expect(run).toMatchObject({ status: 'succeeded', counts: { seen: PEOPLE, created: PEOPLE } })
    expect(run.progress).toMatchObject({ done: PEOPLE + 1, total: PEOPLE + 1 })
    const { client } = world.ctx.db
    const stored = await client.syncRun.findUniqueOrThrow({ where: { id: run.id } })
    expect(stored).toMatchObject({ appliedThrough: PEOPLE + 1, appliedCount: PEOPLE + 1 })
    const batches = await client.syncBatch.findMany({ where: { runId: run.id }, orderBy: { toSeq: 'asc' } })
    expect(batches.map((batch) => batch.toSeq)).toEqual([2, 4, 6, 8, 10, 12])
    const people = await peopleOf(world, 'aa')
    expect(people.map((person) => person.realms)).toEqual(people.map((_, n) => (n % 3 === 0 ? 1 : 0)))
    expect((await world.sync()).changeCount).toBe(0)
  })

  test.each([3, 6, 8, 10])(
    'number %i, whom the database refuses, is named, and everyone else goes on',
    async (bob) => {
      const db = open()
      const tag = `ab${bob}x`
      await db.client.$executeRaw`alter table users add constraint nobody_is_bob check (name <> 'Bob')`
      const world = await openSmallBatches(db, tag, { [bob]: 'Bob' })
      const run = await world.sync()
      expect(run).toMatchObject({
        status: 'completed_with_errors',
        counts: { created: PEOPLE - 1, errors: 1 },
      })
      const failed = await listChanges({ ctx: world.ctx, input: { runId: run.id, outcome: 'failed' } })
      expect(failed.items.map((item) => item.name)).toEqual(['Bob'])
      await db.client.$executeRaw`alter table users drop constraint nobody_is_bob`
      expect((await world.sync()).counts).toMatchObject({ created: 1, skipped: PEOPLE - 1 })
      await db.client.user.updateMany({ where: { name: 'Bob' }, data: { name: 'Robert' } })
    },
  )

  test('a worker that dies at any of them leaves a run that another one finishes', async () => {
    const calm = await openSmallBatches(open(), 'ac')
    await calm.sync()
    const expected = await peopleOf(calm, 'ac')
    let killings = 0
    for (const committed of [false, true]) {
      for (let nth = 1; ; nth += 1) {
        const tag = `ad${committed ? 'c' : 'a'}${nth}y`
        const world = await openSmallBatches(open(), tag)
        const finished = await finishAfterKill(world, { db: open(), nth, committed })
        if (finished === null) break
        killings += 1
        expect({ nth, committed, status: finished.status, created: finished.counts.created }).toEqual({
          nth,
          committed,
          status: 'succeeded',
          created: PEOPLE,
        })
        expect(await peopleOf(world, tag)).toEqual(expected)
      }
    }
    expect(killings).toBeGreaterThan(16)
  }, 240_000)

  test('a worker that loses its run with the first of two batches does not commit the second', async () => {
    const world = await openSmallBatches(open(), 'ae')
    const plan = await world.sync({ planOnly: true })
    const { client } = world.ctx.db
    await client.$executeRaw`create or replace function steal_run() returns trigger language plpgsql as $$
      begin
        update sync_runs set lease_owner = 'someone else' where id = new.run_id and new.to_seq = 4;
        return new;
      end $$`
    await client.$executeRaw`create trigger steal_run after insert on sync_batches for each row execute function steal_run()`
    await world.confirm(plan)
    await client.$executeRaw`drop trigger steal_run on sync_batches`
    const stored = await client.syncRun.findUniqueOrThrow({ where: { id: plan.id } })
    expect(stored).toMatchObject({ status: 'applying', appliedThrough: 4, leaseOwner: 'someone else' })
    const linked = await client.entraIdentity.count({
      where: { connectionId: world.connection, userId: { not: null } },
    })
    expect(linked).toBe(3)
    expect(await client.user.count({ where: { name: { contains: 'ae-' } } })).toBe(3)
  })
})
