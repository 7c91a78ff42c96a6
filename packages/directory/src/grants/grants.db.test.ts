import { describeEachEngine } from '@rollcall/db/testing'
import type { Context } from '../context.ts'
import type { Database } from '@rollcall/db'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { createTestContext, makeUser, TEST_NOW } from '../testing/index.ts'
import { expireGrants } from './expire-grants.ts'
import { grantCapability } from './grant-capability.ts'
import { listGrants } from './list-grants.ts'
import { revokeGrant } from './revoke-grant.ts'

const HOUR = 3_600_000
const DEPLOY = 'deploy:production'

function at(hours: number): string {
  return new Date(TEST_NOW.getTime() + hours * HOUR).toISOString()
}

/** A context whose clock the test turns. */
function turning(db: Database, overrides: Partial<Context> = {}) {
  let hours = 0
  const ctx = createTestContext(db, {
    now: () => new Date(TEST_NOW.getTime() + hours * HOUR),
    ...overrides,
  })
  return { ctx, pass: (more: number) => (hours += more) }
}

describeEachEngine('a grant', (open) => {
  const claimed = (values = {}) =>
    makeUser(open(), { name: 'Ada', registeredAt: new Date(), claimedAt: null, ...values })
  const eventsOf = (userId: string) =>
    open().client.event.findMany({ where: { userId }, orderBy: { id: 'asc' } })

  test('is given, listed, and told', async () => {
    const { ctx } = turning(open())
    const userId = await claimed()
    const note = '<b>For the "launch"</b>\n\u202E'
    const given = await grantCapability({
      ctx,
      input: { userId, capability: DEPLOY, note, expiresAt: at(2) },
    })
    expect(given).toMatchObject({
      userId,
      capability: DEPLOY,
      note,
      state: 'active',
      grantedBy: 'Test Owner',
      grantedAt: at(0),
      expiresAt: at(2),
      endedAt: null,
    })
    expect(await listGrants({ ctx, input: { userId } })).toEqual({ items: [given] })
    const [event] = await eventsOf(userId)
    expect(event).toMatchObject({
      type: 'grant.given',
      data: { name: 'Ada', capability: DEPLOY, grantId: given.id },
    })
  })

  test('is only for people who claimed and are not disabled', async () => {
    const { ctx } = turning(open())
    const unclaimed = await makeUser(open(), { name: 'Zoë' })
    const disabled = await claimed({ status: 'disabled', disabledBy: 'person' })
    const give = (userId: string) => grantCapability({ ctx, input: { userId, capability: DEPLOY } })
    await expect(give(unclaimed)).rejects.toMatchObject({
      code: 'not_claimed',
      message: expect.stringMatching(/^Zoë has not claimed .* claim link/),
    })
    await expect(give(disabled)).rejects.toMatchObject({ code: 'conflict' })
    await expect(give(uuidv7())).rejects.toMatchObject({ code: 'not_found' })
    expect(
      await open().client.capabilityGrant.count({ where: { userId: { in: [unclaimed, disabled] } } }),
    ).toBe(0)
  })

  test('is held once; another end or note needs the old one revoked', async () => {
    const { ctx } = turning(open())
    const userId = await claimed()
    const input = { userId, capability: DEPLOY, note: 'why', expiresAt: at(2) }
    const { id } = await grantCapability({ ctx, input })
    await expect(grantCapability({ ctx, input })).rejects.toMatchObject({ code: 'already_exists' })
    for (const change of [{ expiresAt: null }, { expiresAt: at(3) }, { note: null }]) {
      const changed = grantCapability({ ctx, input: { ...input, ...change } })
      await expect(changed).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('revoke it'),
      })
    }
    await grantCapability({ ctx, input: { userId, capability: 'deploy:staging' } })
    await revokeGrant({ ctx, input: { id } })
    expect(await grantCapability({ ctx, input: { ...input, expiresAt: null } })).toMatchObject({
      state: 'active',
    })
  })

  test.each([
    [{ expiresAt: at(0) }, 'expiresAt'],
    [{ expiresAt: at(-1) }, 'expiresAt'],
    [{ expiresAt: 'tomorrow' }, 'expiresAt'],
    [{ capability: '' }, 'capability'],
    [{ capability: 'Deploy Production' }, 'capability'],
    [{ capability: `x${'y'.repeat(120)}` }, 'capability'],
    [{ note: 'a\u0000b' }, 'note'],
    [{ note: 'x'.repeat(501) }, 'note'],
  ])('with %j is refused', async (change, path) => {
    const { ctx } = turning(open())
    const userId = await claimed()
    const refused = grantCapability({ ctx, input: { userId, capability: DEPLOY, ...change } })
    await expect(refused).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path }] })
  })

  test('ends with its time, whoever noted that', async () => {
    const { ctx, pass } = turning(open())
    const userId = await claimed()
    const input = { userId, capability: DEPLOY, expiresAt: at(1) }
    const first = await grantCapability({ ctx, input })
    const lasting = await grantCapability({ ctx, input: { userId, capability: 'read:all' } })
    pass(1)
    expect((await listGrants({ ctx, input: { userId } })).items.map((one) => one.id)).toEqual([lasting.id])
    const all = await listGrants({ ctx, input: { userId, all: 'true' } })
    expect(all.items.find((one) => one.id === first.id)).toMatchObject({ state: 'expired', endedAt: at(1) })

    const second = await grantCapability({ ctx, input: { userId, capability: DEPLOY, expiresAt: at(5) } })
    expect((await eventsOf(userId)).map((event) => event.type)).toEqual([
      'grant.given',
      'grant.given',
      'grant.ended',
      'grant.given',
    ])
    pass(5)
    expect(await revokeGrant({ ctx, input: { id: second.id } })).toMatchObject({
      state: 'expired',
      endedAt: at(5),
    })
    await expireGrants({ ctx })
    const ends = (await eventsOf(userId)).filter((event) => event.type === 'grant.ended')
    expect(ends.map((event) => event.data)).toMatchObject([{ grantId: first.id }, { grantId: second.id }])
  })

  test('is taken back once', async () => {
    const { ctx, pass } = turning(open())
    const userId = await claimed()
    const { id } = await grantCapability({ ctx, input: { userId, capability: DEPLOY } })
    const revoked = await revokeGrant({ ctx, input: { id } })
    expect(revoked).toMatchObject({ state: 'revoked', endedAt: at(0) })
    pass(3)
    expect(await revokeGrant({ ctx, input: { id } })).toEqual(revoked)
    const events = await eventsOf(userId)
    expect(events.map((event) => event.type)).toEqual(['grant.given', 'grant.ended'])
    expect(events[1]?.data).toMatchObject({ text: 'Test Owner took it back.' })
    await expect(revokeGrant({ ctx, input: { id: uuidv7() } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(listGrants({ ctx, input: { userId: uuidv7() } })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('of someone above is for someone above', async () => {
    const { ctx } = turning(open())
    const userId = await claimed({ role: 'admin' })
    const manager = createTestContext(open(), { role: 'manager' })
    const input = { userId, capability: DEPLOY }
    await expect(grantCapability({ ctx: manager, input })).rejects.toMatchObject({ code: 'forbidden' })
    const { id } = await grantCapability({ ctx, input })
    await expect(revokeGrant({ ctx: manager, input: { id } })).rejects.toMatchObject({ code: 'forbidden' })
    expect((await listGrants({ ctx: manager, input: { userId } })).items).toMatchObject([{ id }])
  })

  test('is not for oneself, unless one is an owner', async () => {
    const manager = await claimed({ role: 'manager' })
    const owner = await claimed({ role: 'owner' })
    const as = (id: string, role: 'manager' | 'owner') =>
      createTestContext(open(), { role, actor: { kind: 'user', id, name: 'Self' } })
    await expect(
      grantCapability({ ctx: as(manager, 'manager'), input: { userId: manager, capability: DEPLOY } }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    const given = await grantCapability({
      ctx: as(owner, 'owner'),
      input: { userId: owner, capability: DEPLOY },
    })
    expect(given.state).toBe('active')
  })

  test('asked for twenty times at once is given once, and taken back twenty times at once ends once', async () => {
    const { ctx } = turning(open())
    const userId = await claimed()
    const twenty = Array.from({ length: 20 })
    const results = await Promise.allSettled(
      twenty.map(() => grantCapability({ ctx, input: { userId, capability: DEPLOY } })),
    )
    const given = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    expect(given).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'already_exists' })
    }
    const id = given[0]?.id ?? ''
    const ends = await Promise.all(twenty.map(() => revokeGrant({ ctx, input: { id } })))
    expect(new Set(ends.map((end) => end.state))).toEqual(new Set(['revoked']))
    expect((await eventsOf(userId)).map((event) => event.type)).toEqual(['grant.given', 'grant.ended'])
  })
})
