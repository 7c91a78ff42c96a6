import type { Database } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { setMappings } from '../connections/set-mappings.ts'
import {
  expireLease,
  finishAfterKill,
  openSyncWorld,
  sourceGroup,
  sourceUser,
  tickingClock,
  type SyncWorld,
} from '../testing/index.ts'
import { getRun } from './get-run.ts'
import { recoverRuns, runSync } from './run-sync.ts'
import { startRun } from './start-run.ts'

/** A tenant before and after a busy day. */
function tenant(tag: string) {
  const id = (n: number) => `${tag}${n}`
  const group = `${tag}-group`
  const before = [1, 2, 3, 4, 5, 6].map((n) => sourceUser(id(n)))
  const after = [
    sourceUser(id(1), { displayName: 'Renamed' }),
    sourceUser(id(2), { accountEnabled: false }),
    sourceUser(id(3)),
    ...[6, 7, 8].map((n) => sourceUser(id(n))),
  ]
  const groups = [sourceGroup(group, { displayName: `Team ${tag}` })]
  return {
    before,
    after,
    groups,
    group,
    membersBefore: { [group]: [id(1), id(3)] },
    membersAfter: { [group]: [id(2), id(3), id(7)] },
  }
}

async function openBusyWorld(db: Database, tag: string): Promise<SyncWorld> {
  const { before, after, groups, group, membersBefore, membersAfter } = tenant(tag)
  const world = await openSyncWorld(db, {
    users: before,
    groups,
    members: membersBefore,
    pageSize: 2,
    settings: { leaverPolicy: 'deactivate' },
    context: { now: tickingClock() },
  })
  await setMappings({
    ctx: world.ctx,
    input: { id: world.connection, mappings: [{ groupId: group, mode: 'create' }] },
  })
  await world.sync()
  world.source.directory.users = after
  world.source.directory.members = membersAfter
  return world
}

/** Everything about the people of a world that does not depend on ids and times. */
async function endState(world: SyncWorld, tag: string) {
  const rows = await world.ctx.db.client.entraIdentity.findMany({
    where: { connectionId: world.connection },
    orderBy: { objectId: 'asc' },
    select: {
      objectId: true,
      leftAt: true,
      user: { include: { memberships: { include: { realm: true } } } },
    },
  })
  return rows.map(({ objectId, leftAt, user }) => ({
    id: objectId.replace(tag, ''),
    gone: leftAt !== null,
    name: user?.name.replace(tag, ''),
    status: user?.status,
    left: user && user.leftAt !== null,
    realms: user?.memberships.map((one) => one.realm.slug.replace(tag, '')),
  }))
}

describeEachEngine('a worker that dies', (open) => {
  test.each(['full', 'delta'] as const)(
    'at any transaction of a %s run leaves a run that another worker finishes with the same result',
    async (mode) => {
      const calm = await openBusyWorld(open(), `calm${mode}`)
      const expected = await calm.sync({ mode })
      expect(expected.mode).toBe(mode)
      const expectedState = await endState(calm, `calm${mode}`)

      let killings = 0
      for (const committed of [false, true]) {
        for (let nth = 1; ; nth += 1) {
          const tag = `${mode}${committed ? 'c' : 'a'}${nth}y`
          const world = await openBusyWorld(open(), tag)
          const finished = await finishAfterKill(world, { db: open(), nth, committed, mode })
          if (finished === null) break
          killings += 1
          expect({ nth, committed, status: finished.status, counts: finished.counts }).toEqual({
            nth,
            committed,
            status: 'succeeded',
            counts: expected.counts,
          })
          expect(await endState(world, tag)).toEqual(expectedState)
          expect((await world.sync()).changeCount).toBe(0)
        }
      }
      expect(killings).toBeGreaterThan(mode === 'full' ? 20 : 12)
    },
    240_000,
  )
})

describeEachEngine('a worker that lost its run', (open) => {
  test('writes nothing more, and a cancelled run stops', async () => {
    const world = await openSyncWorld(open(), {
      users: ['s1', 's2', 's3', 's4'].map((id) => sourceUser(id)),
      pageSize: 1,
      context: { now: tickingClock() },
    })
    const { run } = await startRun({ ctx: world.ctx, input: { connectionId: world.connection } })
    world.source.directory.onRequest = async (request) => {
      if (request === 'users 3') {
        await world.ctx.db.client.syncRun.update({
          where: { id: run.id },
          data: { leaseOwner: 'someone else' },
        })
      }
    }
    await world.work(run.id, world.ctx, 'slow')
    // The last page was asked for while the third waited; a batch that was being written then is lost with the lease.
    const written = await world.ctx.db.client.entraIdentity.count({
      where: { connectionId: world.connection },
    })
    expect(written).toBeLessThanOrEqual(2)
    world.source.directory.onRequest = async (request) => {
      if (request === 'users 3') {
        await world.ctx.db.client.syncRun.update({
          where: { id: run.id },
          data: { cancelRequestedAt: new Date() },
        })
      }
    }
    await expireLease(world, run.id)
    const cancelled = await world.work(run.id, world.ctx, 'next')
    expect(cancelled.status).toBe('cancelled')
    expect(
      await world.ctx.db.client.user.count({
        where: { identities: { some: { connectionId: world.connection } } },
      }),
    ).toBe(0)
    expect(world.source.requests.filter((request) => request === 'users 0')).toHaveLength(1)
  })
})

describeEachEngine('a worker that is told to stop', (open) => {
  test('hands its run over: it is queued again once, and goes on where it was', async () => {
    const queued: string[] = []
    const world = await openSyncWorld(open(), {
      users: ['t1', 't2', 't3', 't4'].map((id) => sourceUser(id)),
      pageSize: 1,
      context: {
        now: tickingClock(),
        enqueueRun: async (_tx, id) => {
          queued.push(id)
        },
      },
    })
    const { run } = await startRun({ ctx: world.ctx, input: { connectionId: world.connection } })
    const stop = new AbortController()
    world.source.directory.onRequest = (request) => {
      if (request === 'users 3') stop.abort()
    }
    await runSync({ ctx: world.ctx, runId: run.id, workerId: 'leaving', signal: stop.signal })
    expect((await getRun({ ctx: world.ctx, input: { id: run.id } })).status).toBe('reading')
    const recovered = await Promise.all([1, 2].map(() => recoverRuns({ ctx: world.ctx })))
    expect(recovered.flat()).toEqual([run.id])
    expect(queued).toEqual([run.id, run.id])
    world.source.directory.onRequest = () => undefined
    const finished = await world.work(run.id, world.ctx, 'next')
    expect(finished).toMatchObject({ status: 'succeeded', counts: { seen: 4, created: 4 } })
    expect(world.source.requests.filter((request) => request === 'users 0')).toHaveLength(1)
  })
})
