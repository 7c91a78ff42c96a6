import { describeEachEngine } from '@rollcall/db/testing'
import type { Database } from '@rollcall/db'
import { expect, test } from 'vitest'
import { setMappings } from '../connections/set-mappings.ts'
import { createRealm } from '../realms/create-realm.ts'
import {
  openSyncWorld,
  sourceGroup,
  sourceUser,
  TEST_NOW,
  type SyncWorld,
  type WorldOptions,
} from '../testing/index.ts'
import { updateUser } from '../users/update-user.ts'

const DAY = 86_400_000

/** A directory whose group `staff` gives a realm, and a clock that the test turns. */
async function openWorld(db: Database, tag: string, settings: NonNullable<WorldOptions['settings']>) {
  let now = TEST_NOW.getTime()
  const people = [sourceUser(`${tag}1`), sourceUser(`${tag}2`)]
  const world = await openSyncWorld(db, {
    users: people,
    groups: [sourceGroup(`${tag}-staff`)],
    members: { [`${tag}-staff`]: [`${tag}1`, `${tag}2`] },
    settings,
    context: { now: () => new Date(now) },
  })
  const realm = await createRealm({ ctx: world.ctx, input: { name: `Staff ${tag}` } })
  await setMappings({
    ctx: world.ctx,
    input: {
      id: world.connection,
      mappings: [{ groupId: `${tag}-staff`, mode: 'existing', realmId: realm.id }],
    },
  })
  await world.sync()
  const { directory } = world.source
  const first = await personOf(world, `${tag}1`)
  return {
    world,
    id: first.id,
    person: () => personOf(world, `${tag}1`),
    pass: (days: number) => (now += days * DAY),
    leave() {
      directory.users = people.slice(1)
      directory.members = { [`${tag}-staff`]: [`${tag}2`] }
    },
    comeBack() {
      directory.users = people
      directory.members = { [`${tag}-staff`]: [`${tag}1`, `${tag}2`] }
    },
  }
}

async function personOf(world: SyncWorld, objectId: string) {
  const { user } = await world.ctx.db.client.entraIdentity.findUniqueOrThrow({
    where: { connectionId_objectId: { connectionId: world.connection, objectId } },
    select: {
      user: { select: { id: true, status: true, leftAt: true, _count: { select: { memberships: true } } } },
    },
  })
  if (!user) throw new Error(`${objectId} is nobody here.`)
  return { id: user.id, status: user.status, left: user.leftAt !== null, realms: user._count.memberships }
}

describeEachEngine('leavers', (open) => {
  test('are kept: marked, out of the realms their groups gave, and back as they were', async () => {
    const { world, id, person, pass, leave, comeBack } = await openWorld(open(), 'lk', {
      leaverPolicy: 'keep',
    })
    leave()
    expect((await world.sync()).counts).toMatchObject({ left: 1, deactivated: 0 })
    expect(await person()).toEqual({ id, status: 'active', left: true, realms: 0 })
    pass(400)
    expect((await world.sync()).changeCount).toBe(0)
    comeBack()
    expect((await world.sync()).counts).toMatchObject({ updated: 1, created: 0 })
    expect(await person()).toEqual({ id, status: 'active', left: false, realms: 1 })
  })

  test('are disabled at once, and enabled again with their realms when they come back', async () => {
    const { world, id, person, leave, comeBack } = await openWorld(open(), 'ld', {
      leaverPolicy: 'deactivate',
    })
    leave()
    expect((await world.sync()).counts).toMatchObject({ deactivated: 1, left: 0 })
    expect(await person()).toEqual({ id, status: 'disabled', left: true, realms: 0 })
    comeBack()
    expect((await world.sync()).counts).toMatchObject({ reactivated: 1, created: 0 })
    expect(await person()).toEqual({ id, status: 'active', left: false, realms: 1 })
  })

  test('are disabled when the days of grace are over, not before', async () => {
    const settings = { leaverPolicy: 'grace', leaverGraceDays: 10 }
    const { world, id, person, pass, leave, comeBack } = await openWorld(open(), 'lg', settings)
    leave()
    expect((await world.sync()).counts).toMatchObject({ left: 1, deactivated: 0 })
    pass(9.9)
    expect((await world.sync()).changeCount).toBe(0)
    expect(await person()).toMatchObject({ status: 'active', left: true })
    pass(0.1)
    expect((await world.sync()).counts).toMatchObject({ deactivated: 1 })
    expect(await person()).toEqual({ id, status: 'disabled', left: true, realms: 0 })
    pass(100)
    expect((await world.sync()).changeCount).toBe(0)
    comeBack()
    expect((await world.sync()).counts).toMatchObject({ reactivated: 1, created: 0 })
    expect(await person()).toEqual({ id, status: 'active', left: false, realms: 1 })
  })

  test('who come back within the grace were never disabled, and leaving again begins a new grace', async () => {
    const settings = { leaverPolicy: 'grace', leaverGraceDays: 10 }
    const { world, id, person, pass, leave, comeBack } = await openWorld(open(), 'lw', settings)
    leave()
    await world.sync()
    pass(8)
    comeBack()
    expect((await world.sync()).counts).toMatchObject({ updated: 1, reactivated: 0 })
    expect(await person()).toEqual({ id, status: 'active', left: false, realms: 1 })
    leave()
    await world.sync()
    pass(8)
    expect((await world.sync()).changeCount).toBe(0)
    expect(await person()).toMatchObject({ status: 'active', left: true })
    pass(2)
    expect((await world.sync()).counts).toMatchObject({ deactivated: 1 })
  })

  test('whom a person disabled stay disabled when they come back', async () => {
    const db = open()
    for (const [tag, order] of [
      ['lp', 'before'],
      ['lq', 'after'],
    ] as const) {
      const { world, id, person, leave, comeBack } = await openWorld(db, tag, { leaverPolicy: 'deactivate' })
      const disable = () => updateUser({ ctx: world.ctx, input: { id, status: 'disabled' } })
      if (order === 'before') await disable()
      leave()
      await world.sync()
      if (order === 'after') {
        await updateUser({ ctx: world.ctx, input: { id, status: 'active' } })
        await disable()
      }
      comeBack()
      expect((await world.sync()).counts).toMatchObject({ updated: 1, reactivated: 0 })
      expect(await person()).toEqual({ id, status: 'disabled', left: false, realms: 1 })
    }
  })
})
