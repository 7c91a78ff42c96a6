import type { Database } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { mailingId, type MailingView, userId } from '@rollcall/vocabulary'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { makeMembership, makeRealm, makeUser } from '../testing/index.ts'
import {
  DOWN,
  type MailWorld,
  openMailWorld,
  SENT,
  TEST_MINUTE,
  TEST_SMTP,
  tokenIn,
  UNKNOWN_USER,
} from '../testing/mail-world.ts'
import { cancelMailing } from './cancel-mailing.ts'
import { getMailing } from './get-mailing.ts'
import { listMailingEmails } from './list-mailing-emails.ts'
import { listMailings } from './list-mailings.ts'
import { pauseMailing } from './pause-mailing.ts'
import { previewMailing } from './preview-mailing.ts'
import { removeSmtp } from './remove-smtp.ts'
import { resumeMailing } from './resume-mailing.ts'
import { sendClaimEmail } from './send-claim-email.ts'
import { startMailing } from './start-mailing.ts'
import { updateSmtp } from './update-smtp.ts'

const NOBODY = '0199a1b0-0000-7000-8000-0000000000ff'

describeEachEngine('a mailing', (open) => {
  /** People in a realm of their own, named and addressed p0, p1, ... */
  async function addPeople(count: number) {
    const realm = await makeRealm(open(), `Realm ${uuidv7()}`)
    const rows = Array.from({ length: count }, (_, n) => ({
      id: uuidv7(),
      name: `Person ${n}`,
      email: `p${n}@${realm}.example`,
    }))
    await open().client.user.createMany({ data: rows })
    const memberships = rows.map((row) => ({ realmId: realm, userId: row.id, origin: 'hand' }))
    await open().client.realmMembership.createMany({ data: memberships })
    return { realm, ids: rows.map((row) => userId.parse(row.id)) }
  }
  const start = async ({ ctx }: MailWorld, realm: string) =>
    startMailing({ ctx, input: { filter: { realm } } })
  const get = ({ ctx }: MailWorld, { id }: MailingView) => getMailing({ ctx, input: { id } })
  const list = ({ ctx }: MailWorld, { id }: MailingView, more: object = {}) =>
    listMailingEmails({ ctx, input: { mailingId: mailingId.parse(id), ...more } })
  const eventsOf = async ({ id }: MailingView) => {
    const rows = await open().client.event.findMany({
      where: { data: { path: ['mailingId'], equals: id } },
      orderBy: { id: 'asc' },
    })
    return rows.filter((row) => row.type.startsWith('mailing')).map(({ type, data }) => ({ type, data }))
  }

  test('reaches the unclaimed people of a filter and says why not the others', async () => {
    const world = await openMailWorld(open())
    const { ctx } = world
    const { realm, ids } = await addPeople(4)
    const add = async (values: Parameters<typeof makeUser>[1]) => {
      const id = await makeUser(open(), values)
      await makeMembership(open(), { realmId: realm, userId: id })
      return userId.parse(id)
    }
    const without = await add({ name: 'Without', email: null })
    const broken = await add({ name: 'Broken', email: 'two@a.example, three@b.example' })
    const shared = await add({ name: 'Shared', email: `P0@${realm}.example` })
    const registered = await add({ name: 'Registered', email: 'r@a.example', registeredAt: new Date() })
    const disabled = await add({ name: 'Disabled', email: 'd@a.example', status: 'disabled' })

    const filter = { realm }
    expect(await previewMailing({ ctx, input: { filter } })).toEqual({
      reachable: 5,
      noAddress: 2,
      notUnclaimed: 0,
      shared: 2,
    })
    const everyone = [...ids, without, broken, shared, registered, disabled, registered, userId.parse(NOBODY)]
    expect(await previewMailing({ ctx, input: { userIds: everyone } })).toEqual({
      reachable: 5,
      noAddress: 2,
      notUnclaimed: 3,
      shared: 2,
    })

    const mailing = await startMailing({ ctx, input: { userIds: everyone } })
    const counts = { total: 9, waiting: 5, sent: 0, failed: 0, skipped: 4, cancelled: 0 }
    expect(mailing).toMatchObject({ status: 'sending', counts, startedBy: 'Test Owner', finishedAt: null })
    const skipped = await list(world, mailing, { status: 'skipped' })
    expect(Object.fromEntries(skipped.items.map((row) => [row.name, row.problem]))).toEqual({
      Without: 'No email address is known. Enter one first.',
      Broken: '"two@a.example, three@b.example" is not a complete email address. Correct it first.',
      Registered: 'The account has been claimed already.',
      Disabled: 'The account is disabled. Enable it first.',
    })
    await world.deliver()
    expect(await get(world, mailing)).toMatchObject({
      status: 'finished',
      counts: { ...counts, waiting: 0, sent: 5 },
      finishedAt: ctx.now().toISOString(),
    })
    expect(new Set(world.taken.map(tokenIn)).size).toBe(5)
    expect(await eventsOf(mailing)).toEqual([
      { type: 'mailing.started', data: { mailingId: mailing.id, total: 5 } },
      { type: 'mailing.finished', data: { mailingId: mailing.id, sent: 5, failed: 0 } },
    ])
  })

  test('a filter for people who are not unclaimed, or for a realm nobody knows, reaches nobody', async () => {
    const world = await openMailWorld(open())
    const { ctx } = world
    const { realm } = await addPeople(2)
    for (const filter of [
      { realm, claimed: true },
      { realm, status: 'disabled' as const },
      { realm: 'none' },
    ]) {
      expect(await previewMailing({ ctx, input: { filter } })).toMatchObject({ reachable: 0 })
      await expect(startMailing({ ctx, input: { filter } })).rejects.toMatchObject({
        code: 'conflict',
        message: 'The list is empty: there is nobody to send a claim link to.',
      })
    }
    const filter = { realm, claimed: false, status: 'active' as const }
    expect(await previewMailing({ ctx, input: { filter } })).toMatchObject({ reachable: 2 })
  })

  test('needs a mail server, somebody to write to, and either people or a filter', async () => {
    const world = await openMailWorld(open())
    const { ctx } = world
    const lost = userId.parse(await makeUser(open(), { email: null }))
    await expect(startMailing({ ctx, input: { userIds: [lost] } })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^None of these people/),
    })
    expect(await open().client.mailing.count()).toBe(0)
    const both = { userIds: [lost], filter: {} }
    await expect(startMailing({ ctx, input: both })).rejects.toMatchObject({ code: 'invalid_input' })
    await removeSmtp({ ctx, input: {} })
    for (const verb of [startMailing, previewMailing]) {
      await expect(verb({ ctx, input: { filter: {} } })).rejects.toMatchObject({ code: 'email_unavailable' })
    }
  })

  test('takes five statements per thousand people', async () => {
    const world = await openMailWorld(open())
    const { realm } = await addPeople(3000)
    const few = await addPeople(10)
    const counted = countStatements(open())
    const ctx = { ...world.ctx, db: counted.db }
    const statements = async (filter: { realm: string }) => {
      const before = counted.statements()
      await startMailing({ ctx, input: { filter } })
      return counted.statements() - before
    }
    const once = await statements({ realm: few.realm })
    const thrice = await statements({ realm })
    expect(thrice - once).toBe(2 * 5)
    const [mailing] = (await listMailings({ ctx: world.ctx, input: {} })).items
    expect(mailing?.counts).toMatchObject({ total: 3000, waiting: 3000 })
    expect(await open().client.claimLink.count({ where: { email: { contains: realm } } })).toBe(3000)
  })

  test('is refused beyond 10,000 people, before anything is written', async () => {
    const world = await openMailWorld(open())
    const { ctx } = world
    const { realm } = await addPeople(10_001)
    for (const verb of [previewMailing, startMailing]) {
      await expect(verb({ ctx, input: { filter: { realm } } })).rejects.toMatchObject({
        code: 'too_large',
        message: expect.stringContaining('at most 10,000 people'),
      })
    }
    expect(await open().client.mailing.count()).toBe(0)
  })

  test('pauses after five failures of the server in a row, and loses and doubles nothing when it goes on', async () => {
    const world = await openMailWorld(open())
    const { realm } = await addPeople(20)
    world.answer(() => DOWN)
    const mailing = await start(world, realm)
    await world.deliver()
    const reason =
      '5 messages in a row failed. Nothing accepts connections at smtp.example.com:587. Check host and port, that the mail server runs, and that no firewall is in the way.'
    expect(await get(world, mailing)).toMatchObject({
      status: 'paused',
      pausedReason: reason,
      counts: { waiting: 20, sent: 0, failed: 0 },
    })
    expect(world.attempts.length).toBeLessThan(8)
    world.turn(60 * TEST_MINUTE)
    expect(await world.deliver()).toBe(0)

    world.answer()
    const { ctx } = world
    await resumeMailing({ ctx, input: { id: mailing.id } })
    expect(await world.deliver()).toBe(20)
    expect(await get(world, mailing)).toMatchObject({ status: 'finished', pausedReason: null })
    expect(new Set(world.taken.map((message) => message.to.address)).size).toBe(20)
    expect(world.taken).toHaveLength(20)
    expect((await eventsOf(mailing)).map((event) => event.type)).toEqual([
      'mailing.started',
      'mailing.paused',
      'mailing.resumed',
      'mailing.finished',
    ])
  })

  test('is not paused by refused addresses, nor by failures with a success between them', async () => {
    const world = await openMailWorld(open())
    const { realm } = await addPeople(24)
    let sent = 0
    world.answer(() => (sent++ % 8 < 7 ? UNKNOWN_USER : SENT))
    const mailing = await start(world, realm)
    await world.deliver()
    expect(await get(world, mailing)).toMatchObject({
      status: 'finished',
      counts: { sent: 3, failed: 21 },
    })

    const other = await addPeople(16)
    sent = 0
    world.answer(() => (sent++ % 4 < 2 ? DOWN : SENT))
    const second = await start(world, other.realm)
    for (let round = 0; round < 12; round += 1) {
      await world.deliver()
      world.turn(200 * TEST_MINUTE)
    }
    expect(await get(world, second)).toMatchObject({ status: 'finished', counts: { sent: 16, failed: 0 } })
    expect((await eventsOf(second)).map((event) => event.type)).toEqual([
      'mailing.started',
      'mailing.finished',
    ])
  })

  test('is paused and stopped by a person, and what was sent stays good', async () => {
    const world = await openMailWorld(open())
    const { ctx } = world
    const { realm } = await addPeople(10)
    const mailing = await start(world, realm)
    const input = { id: mailing.id }
    world.answer(async () => {
      if (world.attempts.length === 4) await pauseMailing({ ctx, input })
      return SENT
    })
    await world.deliver()
    const paused = await get(world, mailing)
    expect(paused).toMatchObject({ status: 'paused', pausedReason: 'Test Owner paused it.' })
    const { sent } = paused.counts
    expect(sent).toBeGreaterThanOrEqual(4)
    expect(sent).toBeLessThan(8)
    expect(await pauseMailing({ ctx, input })).toEqual(paused)
    expect(await world.deliver()).toBe(0)

    const stopped = await cancelMailing({ ctx, input })
    expect(stopped).toMatchObject({
      status: 'cancelled',
      pausedReason: null,
      counts: { sent, waiting: 0, cancelled: 10 - sent },
    })
    expect(await cancelMailing({ ctx, input })).toEqual(stopped)
    for (const verb of [pauseMailing, resumeMailing]) {
      await expect(verb({ ctx, input })).rejects.toMatchObject({ code: 'conflict' })
    }
    expect(await world.deliver()).toBe(0)
    const links = { email: { contains: realm } }
    expect(await open().client.claimLink.count({ where: { ...links, revokedAt: null } })).toBe(sent)
    expect(
      await open().client.email.count({ where: { mailingId: mailing.id, tokenSealed: { not: null } } }),
    ).toBe(0)
    expect((await eventsOf(mailing)).at(-1)).toEqual({
      type: 'mailing.cancelled',
      data: { mailingId: mailing.id, cancelled: 10 - sent },
    })
  })

  test('a message on its way when the mailing is stopped is not tried again', async () => {
    const world = await openMailWorld(open())
    const { ctx } = world
    const { realm } = await addPeople(1)
    const mailing = await start(world, realm)
    world.answer(async () => {
      await cancelMailing({ ctx, input: { id: mailing.id } })
      return DOWN
    })
    await world.deliver()
    expect(await get(world, mailing)).toMatchObject({ counts: { cancelled: 1, waiting: 0 } })
    const [link] = await open().client.claimLink.findMany({ where: { email: { contains: realm } } })
    expect(link?.revokedAt).toEqual(ctx.now())
  })

  test('goes on at once when it is resumed, and only with a mail server', async () => {
    const world = await openMailWorld(open())
    const { ctx } = world
    const { realm } = await addPeople(5)
    world.answer(() => DOWN)
    const mailing = await start(world, realm)
    const input = { id: mailing.id }
    await world.deliver()
    await removeSmtp({ ctx, input: {} })
    await expect(resumeMailing({ ctx, input })).rejects.toMatchObject({ code: 'email_unavailable' })
    await updateSmtp({ ctx, input: TEST_SMTP })
    world.answer()
    expect(await world.deliver()).toBe(0)
    const resumed = await resumeMailing({ ctx, input })
    expect(resumed).toMatchObject({ status: 'sending', pausedReason: null })
    expect(await resumeMailing({ ctx, input })).toEqual(resumed)
    expect(await world.deliver()).toBe(5)
  })

  test('lets a single message go first', async () => {
    const world = await openMailWorld(open())
    const { ctx } = world
    const { realm } = await addPeople(12)
    await start(world, realm)
    world.turn(TEST_MINUTE)
    const id = userId.parse(await makeUser(open(), { email: 'waiting-on-the-phone@example.com' }))
    await sendClaimEmail({ ctx, input: { userId: id } })
    await world.deliver()
    const place = world.taken.findIndex((one) => one.to.address === 'waiting-on-the-phone@example.com')
    expect(place).toBeLessThan(3)
    expect(world.taken).toHaveLength(13)
  })

  test('two at once send each person one link', async () => {
    const world = await openMailWorld(open())
    const { realm } = await addPeople(30)
    const both = await Promise.allSettled([start(world, realm), start(world, realm)])
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    await world.deliver()
    expect(world.taken).toHaveLength(30)
  })

  test('several workers share it', async () => {
    const world = await openMailWorld(open())
    const { realm } = await addPeople(60)
    world.answer(async () => {
      await new Promise((resolve) => setTimeout(resolve, 2))
      return SENT
    })
    const mailing = await start(world, realm)
    const shares = await Promise.all(['one', 'two'].map((worker) => world.deliver(worker)))
    expect(shares.reduce((sum, one) => sum + one, 0)).toBe(60)
    expect(new Set(world.taken.map((message) => message.to.address)).size).toBe(60)
    expect((await get(world, mailing)).status).toBe('finished')
    expect((await eventsOf(mailing)).filter((one) => one.type === 'mailing.finished')).toHaveLength(1)
  })

  test('is finished when whoever still waited was deleted or sent a newer link', async () => {
    const world = await openMailWorld(open())
    const { ctx } = world
    const { realm, ids } = await addPeople(2)
    world.answer(() => DOWN)
    const mailing = await start(world, realm)
    await world.deliver()
    await open().client.user.delete({ where: { id: ids[0] ?? '' } })
    world.turn(TEST_MINUTE)
    await sendClaimEmail({ ctx, input: { userId: ids[1] ?? '' } })
    world.answer()
    await world.deliver()
    expect(await get(world, mailing)).toMatchObject({
      status: 'finished',
      counts: { total: 2, sent: 0, cancelled: 1 },
    })
    expect(world.taken).toHaveLength(1)
  })

  test('is listed with its messages, page by page, by status and by search', async () => {
    const world = await openMailWorld(open())
    const { ctx } = world
    const { realm } = await addPeople(25)
    world.answer((message) => (message.to.address.startsWith('p7@') ? UNKNOWN_USER : SENT))
    const older = await start(world, realm)
    await world.deliver()
    const newer = await start(world, (await addPeople(1)).realm)
    const listing = await listMailings({ ctx, input: { limit: 1 } })
    expect(listing).toMatchObject({ total: 2, items: [{ id: newer.id }] })
    const next = await listMailings({ ctx, input: { limit: 1, cursor: listing.nextCursor ?? '' } })
    expect(next).toMatchObject({
      items: [{ id: older.id, counts: { sent: 24, failed: 1 } }],
      nextCursor: null,
    })

    const met: string[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: Awaited<ReturnType<typeof list>> = await list(world, older, { cursor, limit: 10 })
      expect(page.total).toBe(25)
      met.push(...page.items.map((row) => row.name))
      cursor = page.nextCursor ?? undefined
    }
    expect(new Set(met).size).toBe(25)
    const failed = await list(world, older, { status: 'failed' })
    expect(failed.items).toMatchObject([
      { name: 'Person 7', status: 'failed', attempts: 1, problem: expect.stringContaining('User unknown') },
    ])
    expect((await list(world, older, { search: 'PERSON p1@' })).items).toMatchObject([{ name: 'Person 1' }])
    expect((await list(world, older, { search: 'p24@' })).items).toMatchObject([
      { name: 'Person 24', sentAt: ctx.now().toISOString(), nextAttemptAt: null, problem: null },
    ])
    const unknown = { id: mailingId.parse(NOBODY), mailingId: mailingId.parse(NOBODY) }
    for (const verb of [getMailing, pauseMailing, resumeMailing, cancelMailing, listMailingEmails]) {
      await expect(verb({ ctx, input: unknown })).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})

/** Counts what is asked of the database inside and outside transactions; a `createMany` counts as one. */
function countStatements(db: Database): { db: Database; statements: () => number } {
  let statements = 0
  const counting = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(on, key) {
        const value: unknown = Reflect.get(on, key)
        if (typeof value === 'function') {
          if (typeof key === 'string' && /^(\$query|\$execute|find|create|update|delete|count)/.test(key))
            statements += 1
          return value.bind(on)
        }
        return typeof value === 'object' && value !== null ? counting(value) : value
      },
    })
  const change: Database['change'] = (work, options) =>
    db.change((tx, emit) => work(counting(tx), emit), options)
  const counted = Object.assign(Object.create(db), { client: counting(db.client), change })
  return { db: counted, statements: () => statements }
}
