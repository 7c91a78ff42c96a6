import type { Database } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { runId, type RunView } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { listChanges } from '../sync/list-changes.ts'
import { makeMapping, makeRealm, makeRun } from '../testing/index.ts'
import { newPerson, off, on, openScimWorld, type ScimWorld } from '../testing/scim-world.ts'

/** A clock that goes on by a second each time it is asked, and by more when told. */
function turningClock() {
  let at = Date.parse('2026-11-21T12:00:00.000Z')
  return {
    now: () => new Date((at += 1_000)),
    wait: (ms: number) => {
      at += ms
    },
  }
}

async function pushPeople(world: ScimWorld, count: number) {
  const made = []
  for (let n = 0; n < count; n++) made.push(await world.create(newPerson()))
  return made.map(({ resourceId, userId }) => ({ id: resourceId, userId: userId ?? '' }))
}

async function statusOf(db: Database, people: readonly { userId: string }[]) {
  const rows = await db.client.user.findMany({ where: { id: { in: people.map((one) => one.userId) } } })
  return people.map((one) => rows.find((row) => row.id === one.userId)?.status)
}

async function findWaiting(db: Database, world: ScimWorld) {
  const run = await db.client.syncRun.findFirst({
    where: { connectionId: world.connection, status: 'awaiting_confirmation' },
  })
  return run && { ...run, id: runId.parse(run.id) }
}

async function waitingRun(db: Database, world: ScimWorld) {
  const run = await findWaiting(db, world)
  if (!run) throw new Error('No plan waits.')
  return run
}

describeEachEngine('losses of access that are pushed', (open) => {
  async function openGuarded(people: number, settings: Parameters<typeof openScimWorld>[1] = {}) {
    const clock = turningClock()
    const db = open()
    const world = await openScimWorld(db, {
      guardMaxPeople: 2,
      guardMaxPercent: 0,
      context: { now: clock.now },
      ...settings,
    })
    return { db, world, clock, people: await pushPeople(world, people) }
  }

  test('pass up to the threshold; beyond, they are stored and wait in one plan', async () => {
    const { db, world, people } = await openGuarded(5)
    const outcomes = []
    for (const { id } of people) outcomes.push((await world.patch(id, off)).outcome)
    expect(outcomes).toEqual(['disabled', 'disabled', 'held', 'held', 'held'])
    expect(await statusOf(db, people)).toEqual(['disabled', 'disabled', 'active', 'active', 'active'])
    const documents = await db.client.scimUser.findMany({ where: { connectionId: world.connection } })
    expect(documents.map((row) => row.document)).toMatchObject(people.map(() => ({ active: false })))

    const run = await waitingRun(db, world)
    expect(run).toMatchObject({
      trigger: 'push',
      mode: 'full',
      changeCount: 3,
      disabled: 3,
      changeKinds: { disable: 3 },
      held: { code: 'held_back', text: expect.stringContaining('3 people would lose access') },
    })
    const events = await db.client.event.findMany({ where: { runId: run.id }, orderBy: { id: 'asc' } })
    expect(events.map((event) => event.type)).toEqual(['run.queued', 'run.held'])
    const { items } = await listChanges({ ctx: world.ctx, input: { runId: run.id } })
    expect(items.map((item) => [item.kind, item.outcome])).toEqual(
      people.slice(2).map(() => ['disable', 'pending']),
    )
    // A client that repeats itself is answered the same, and nothing is planned twice.
    const third = people[2]?.id ?? ''
    expect(await world.patch(third, off)).toMatchObject({ outcome: 'unchanged' })

    expect(await world.confirm(run)).toMatchObject({ status: 'succeeded', counts: { disabled: 3 } })
    expect(await statusOf(db, people)).toEqual(people.map(() => 'disabled'))
    // Someone looked, so the next one is let through.
    const [late] = await pushPeople(world, 1)
    expect(await world.patch(late?.id ?? '', off)).toMatchObject({ outcome: 'disabled' })
  })

  test('who is enabled again in time keeps the access; an empty plan ends by itself', async () => {
    const { db, world, people } = await openGuarded(4)
    for (const { id } of people) await world.patch(id, off)
    const run = await waitingRun(db, world)
    const [, , third, fourth] = people
    expect(await world.patch(third?.id ?? '', on)).toMatchObject({ outcome: 'updated' })
    expect(await waitingRun(db, world)).toMatchObject({
      changeCount: 1,
      disabled: 1,
      held: { text: expect.stringContaining('1 person would lose access') },
    })
    const { items } = await listChanges({ ctx: world.ctx, input: { runId: run.id } })
    expect(items.map((item) => item.outcome)).toEqual(['stale', 'pending'])
    // Another attribute of someone who waits: planned again, once.
    await world.patch(fourth?.id ?? '', [{ op: 'replace', path: 'title', value: 'Countess' }])
    expect(await waitingRun(db, world)).toMatchObject({ changeCount: 1, disabled: 1 })
    await world.patch(fourth?.id ?? '', on)
    expect(await findWaiting(db, world)).toBeNull()
    expect(await db.client.syncRun.findUnique({ where: { id: run.id } })).toMatchObject({
      status: 'cancelled',
    })
    expect(await statusOf(db, people.slice(2))).toEqual(['active', 'active'])
  })

  test('confirming applies what is left, and not what was taken back', async () => {
    const { db, world, people } = await openGuarded(4)
    for (const { id } of people) await world.patch(id, off)
    await world.patch(people[2]?.id ?? '', on)
    expect(await world.confirm(await waitingRun(db, world))).toMatchObject({ status: 'succeeded' })
    expect(await statusOf(db, people)).toEqual(['disabled', 'disabled', 'active', 'disabled'])
  })

  test('rejecting leaves them in, and they are counted anew from then on', async () => {
    const { db, world, people } = await openGuarded(5)
    for (const { id } of people.slice(0, 3)) await world.patch(id, off)
    await world.reject(await waitingRun(db, world))
    expect(await statusOf(db, people)).toEqual(['disabled', 'disabled', 'active', 'active', 'active'])
    expect(await world.patch(people[3]?.id ?? '', off)).toMatchObject({ outcome: 'disabled' })
    // The next run finds the third one again, and does not let it pass without a person either.
    const again = await world.sync()
    expect(again).toMatchObject({ status: 'awaiting_confirmation', held: { code: 'held_back' } })
    await world.confirm(again)
    expect(await statusOf(db, people)).toEqual(['disabled', 'disabled', 'disabled', 'disabled', 'active'])
  })

  test('are counted over an hour', async () => {
    const { world, clock, people } = await openGuarded(5)
    for (const { id } of people.slice(0, 2)) expect((await world.patch(id, off)).outcome).toBe('disabled')
    clock.wait(3_700_000)
    for (const { id } of people.slice(2, 4)) expect((await world.patch(id, off)).outcome).toBe('disabled')
    expect((await world.patch(people[4]?.id ?? '', off)).outcome).toBe('held')
  })

  test('count each person once', async () => {
    const { world, people } = await openGuarded(3)
    const [first, second, third] = people.map((one) => one.id)
    for (const operations of [off, on, off, on, off]) await world.patch(first ?? '', operations)
    expect((await world.patch(second ?? '', off)).outcome).toBe('disabled')
    expect((await world.patch(third ?? '', off)).outcome).toBe('held')
  })

  test('of a large connection are measured by its people', async () => {
    const { world, people } = await openGuarded(8, { guardMaxPeople: 1, guardMaxPercent: 50 })
    const outcomes = []
    for (const { id } of people) outcomes.push((await world.patch(id, off)).outcome)
    expect(outcomes.filter((outcome) => outcome === 'disabled')).toHaveLength(4)
    expect(outcomes.slice(4)).toEqual(['held', 'held', 'held', 'held'])
  })

  test('by deleting count as well: the realm goes with the account, once someone has confirmed', async () => {
    const { db, world, people } = await openGuarded(3, { guardMaxPeople: 1, leaverPolicy: 'deactivate' })
    const realmId = await makeRealm(db, 'Crew')
    const mappingId = await makeMapping(db, { connectionId: world.connection, realmId })
    for (const { userId } of people)
      await db.client.realmMembership.create({ data: { realmId, userId, origin: mappingId, mappingId } })
    const outcomes = []
    for (const { id } of people) outcomes.push((await world.remove(id)).outcome)
    expect(outcomes).toEqual(['deactivated', 'held', 'held'])
    expect(await db.client.realmMembership.count({ where: { realmId } })).toBe(2)
    const run = await waitingRun(db, world)
    expect(run).toMatchObject({ deactivated: 2, changeKinds: { deactivate: 2 } })
    await world.confirm(run)
    expect(await statusOf(db, people)).toEqual(people.map(() => 'disabled'))
    expect(await db.client.realmMembership.count({ where: { realmId } })).toBe(0)
    expect((await world.sync()).changeCount).toBe(0)
  })

  test('someone who is told of again while a deletion waits is the same person, and stays', async () => {
    const { db, world } = await openGuarded(0, { guardMaxPeople: 1, leaverPolicy: 'deactivate' })
    const [first, second] = [newPerson(), newPerson()]
    const one = await world.create(first)
    const two = await world.create(second)
    await world.remove(one.resourceId)
    expect((await world.remove(two.resourceId)).outcome).toBe('held')
    expect(await world.create(second)).toMatchObject({ outcome: 'linked', userId: two.userId })
    expect(await findWaiting(db, world)).toBeNull()
    expect(await statusOf(db, [{ userId: two.userId ?? '' }])).toEqual(['active'])
  })

  test('wait in the plan that waits already; while a run is at work the client comes again', async () => {
    const { db, world, people } = await openGuarded(3, { guardMaxPeople: 1 })
    const id = await makeRun(db, { connectionId: world.connection, status: 'planning' })
    expect((await world.patch(people[0]?.id ?? '', off)).outcome).toBe('disabled')
    await expect(world.patch(people[1]?.id ?? '', off)).rejects.toMatchObject({
      status: 429,
      retryAfterSeconds: expect.any(Number),
    })
    expect(await db.client.scimUser.findUnique({ where: { id: people[1]?.id ?? '' } })).toMatchObject({
      version: 1,
    })
    await db.client.syncRun.update({ where: { id }, data: { status: 'awaiting_confirmation', held: {} } })
    expect((await world.patch(people[1]?.id ?? '', off)).outcome).toBe('held')
    expect(await waitingRun(db, world)).toMatchObject({ id, changeCount: 1 })
    await db.client.syncRun.update({ where: { id }, data: { mode: 'undo' } })
    await expect(world.patch(people[2]?.id ?? '', off)).rejects.toMatchObject({ status: 429 })
  })

  test('far below the threshold or not, those of the last hour count, and no others', async () => {
    const { db, world, clock, people } = await openGuarded(4, { guardMaxPeople: 100 })
    const other = await openScimWorld(db)
    const gone = (connectionId: string, minutes: number, count: number) => {
      const at = new Date(clock.now().getTime() - minutes * 60_000)
      const rows = Array.from({ length: count }, () => ({ connectionId, userId: world.ctx.newId(), at }))
      return db.client.scimRemoval.createMany({ data: rows })
    }
    const outcomes: string[] = []
    const next = async () =>
      outcomes.push((await world.patch(people[outcomes.length]?.id ?? '', off)).outcome)
    await gone(world.connection, 61, 100)
    await gone(other.connection, 5, 100)
    await next()
    await gone(world.connection, 30, 98)
    await gone(other.connection, 2, 100)
    await next()
    await next()
    await db.client.connection.update({
      where: { id: world.connection },
      data: { scimWindowFrom: clock.now() },
    })
    await next()
    expect(outcomes).toEqual(['disabled', 'disabled', 'held', 'disabled'])
  })

  test('twenty at once pass no more than one after the other', async () => {
    const { db, world, people } = await openGuarded(20, { guardMaxPeople: 5 })
    const written = await Promise.all(people.map(({ id }) => world.patch(id, off)))
    const outcomes = written.map((one) => one.outcome).toSorted((a, b) => a.localeCompare(b))
    expect(outcomes).toEqual([
      ...Array.from({ length: 5 }, () => 'disabled'),
      ...Array.from({ length: 15 }, () => 'held'),
    ])
    const run: Pick<RunView, 'id'> = await waitingRun(db, world)
    expect(await db.client.syncChange.count({ where: { runId: run.id, outcome: 'pending' } })).toBe(15)
    expect(await db.client.syncRun.count({ where: { connectionId: world.connection } })).toBe(1)
  })
})
