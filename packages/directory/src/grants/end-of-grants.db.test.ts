import { describeEachEngine } from '@rollcall/db/testing'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { createTestContext, makeUser, openSyncWorld, sourceUser, TEST_NOW } from '../testing/index.ts'
import { updateUser } from '../users/update-user.ts'
import { expireGrants } from './expire-grants.ts'
import { grantCapability } from './grant-capability.ts'
import { listGrants } from './list-grants.ts'

const HOUR = 3_600_000
const PATIENCE_MS = 120_000

describeEachEngine('the sweep over grants', (open) => {
  test(
    'ends what is over, in batches, with an event for each; several at once tell nothing twice',
    async () => {
      const db = open()
      const userId = await makeUser(db, { name: 'Ada', registeredAt: new Date() })
      const grantedAt = new Date(TEST_NOW.getTime() - 2 * HOUR)
      const common = { userId, grantedBy: { kind: 'user', id: null, name: 'Grace' }, grantedAt }
      const over = Array.from({ length: 603 }, (_, index) => ({
        ...common,
        id: uuidv7(),
        capability: `over:${index}`,
        expiresAt: new Date(TEST_NOW.getTime() - HOUR + index),
      }))
      const live = [TEST_NOW.getTime() + 1, null].map((end) => ({
        ...common,
        id: uuidv7(),
        capability: `live:${end}`,
        expiresAt: end === null ? null : new Date(end),
      }))
      await db.client.capabilityGrant.createMany({ data: [...over, ...live] })
      const ctx = createTestContext(db)
      const counts = await Promise.all([expireGrants({ ctx }), expireGrants({ ctx }), expireGrants({ ctx })])
      const late = await expireGrants({ ctx })
      expect(counts.reduce((sum, count) => sum + count, 0) + late).toBe(over.length)
      const ended = await db.client.capabilityGrant.findMany({
        where: { userId, endReason: 'expired' },
        orderBy: { expiresAt: 'asc' },
      })
      expect(ended.map((grant) => grant.endedAt)).toEqual(over.map((grant) => grant.expiresAt))
      const events = await db.client.event.findMany({ where: { userId, type: 'grant.ended' } })
      expect(events).toHaveLength(over.length)
      expect(events[0]?.data).toMatchObject({ name: 'Ada', text: 'Its time is over.' })
      expect(await db.client.capabilityGrant.count({ where: { userId, endedAt: null } })).toBe(2)
    },
    PATIENCE_MS,
  )
})

describeEachEngine('disabling someone ends what they hold', (open) => {
  const endsOf = async (userId: string) => {
    const events = await open().client.event.findMany({ where: { userId, type: 'grant.ended' } })
    return events.length
  }

  test('by hand', async () => {
    const ctx = createTestContext(open())
    const userId = await makeUser(open(), { registeredAt: new Date() })
    for (const capability of ['one', 'two']) await grantCapability({ ctx, input: { userId, capability } })
    await updateUser({ ctx, input: { id: userId, status: 'disabled' } })
    const { items } = await listGrants({ ctx, input: { userId, all: true } })
    expect(items.map((grant) => grant.state)).toEqual(['ended', 'ended'])
    expect(await listGrants({ ctx, input: { userId } })).toEqual({ items: [] })
    expect(await endsOf(userId)).toBe(2)
    await updateUser({ ctx, input: { id: userId, status: 'active' } })
    expect(await listGrants({ ctx, input: { userId } })).toEqual({ items: [] })
  })

  test('by a sync, and leaves what others hold', async () => {
    const people = [sourceUser('stays'), sourceUser('goes')]
    const { ctx, source, connection, sync } = await openSyncWorld(open(), { users: people })
    await sync()
    const idOf = async (objectId: string) => {
      const row = await open().client.entraIdentity.findFirstOrThrow({
        where: { connectionId: connection, objectId },
        select: { userId: true },
      })
      return row.userId ?? ''
    }
    const [stays, goes] = [await idOf('stays'), await idOf('goes')]
    await open().client.user.updateMany({
      where: { id: { in: [stays, goes] } },
      data: { registeredAt: ctx.now() },
    })
    for (const userId of [stays, goes]) await grantCapability({ ctx, input: { userId, capability: 'one' } })
    source.directory.users = [sourceUser('stays'), sourceUser('goes', { accountEnabled: false })]
    expect((await sync()).counts).toMatchObject({ disabled: 1 })
    const { items } = await listGrants({ ctx, input: { userId: goes, all: true } })
    expect(items).toMatchObject([{ state: 'ended' }])
    expect((await listGrants({ ctx, input: { userId: stays } })).items).toHaveLength(1)
    expect([await endsOf(stays), await endsOf(goes)]).toEqual([0, 1])
  })

  test('while someone grants, either ends it or refuses it', async () => {
    const ctx = createTestContext(open())
    const people = await Promise.all(
      Array.from({ length: 8 }, () => makeUser(open(), { registeredAt: new Date() })),
    )
    await Promise.all(
      people.flatMap((userId) => [
        grantCapability({ ctx, input: { userId, capability: 'one' } }).catch((error: unknown) =>
          expect(error).toMatchObject({ code: 'conflict' }),
        ),
        updateUser({ ctx, input: { id: userId, status: 'disabled' } }),
      ]),
    )
    const where = { userId: { in: people }, endedAt: null }
    expect(await open().client.capabilityGrant.count({ where })).toBe(0)
  })
})
