import { claimDueEmails, createKeyRing, hashToken } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { userId } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { makeUser } from '../testing/index.ts'
import {
  DOWN,
  type MailWorld,
  openMailWorld,
  SENT,
  TEST_MINUTE,
  TEST_PASSWORD,
  TEST_SMTP,
  tokenIn,
  UNKNOWN_USER,
} from '../testing/mail-world.ts'
import { removeSmtp } from './remove-smtp.ts'
import { revokeClaimLink } from './revoke-claim-link.ts'
import { sendClaimEmail } from './send-claim-email.ts'
import { EMAILED_CLAIM_SELECT, toEmailedClaimView } from './to-emailed-claim-view.ts'
import { updateSmtp } from './update-smtp.ts'

const DAY = 24 * 60 * TEST_MINUTE

describeEachEngine('the outbox', (open) => {
  const ada = (values: Parameters<typeof makeUser>[1] = {}) =>
    makeUser(open(), { name: 'Ada Lovelace', email: 'ada@example.com', ...values })
  const send = async ({ ctx }: Pick<MailWorld, 'ctx'>, id: string) =>
    sendClaimEmail({ ctx, input: { userId: id } })
  const emailsOf = (id: string) =>
    open().client.email.findMany({ where: { userId: id }, orderBy: { id: 'asc' } })
  const linkView = async (world: MailWorld, id: string) => {
    const where = { id }
    const row = await open().client.claimLink.findUniqueOrThrow({ where, select: EMAILED_CLAIM_SELECT })
    return toEmailedClaimView(row, world.ctx.now())
  }
  const eventsOf = async (id: string) => {
    const rows = await open().client.event.findMany({ where: { userId: id }, orderBy: { id: 'asc' } })
    return rows.map((row) => row.type)
  }

  test('sends a claim link: to the person, with a link whose token only the message holds', async () => {
    const world = await openMailWorld(open())
    const id = await ada()
    const queued = await send(world, id)
    expect(queued).toEqual({
      id: expect.any(String),
      userId: id,
      delivery: 'email',
      status: 'queued',
      email: 'ada@example.com',
      problem: null,
      createdAt: '2026-11-21T12:00:00.000Z',
      sentAt: null,
      expiresAt: '2026-11-28T12:00:00.000Z',
      sentBy: 'Test Owner',
    })
    expect(world.woken()).toBe(1)
    expect(await world.deliver()).toBe(1)

    const [message] = world.taken
    const [email] = await emailsOf(id)
    expect(message).toMatchObject({
      messageId: `<${email?.id}@rollcall.example>`,
      to: { name: 'Ada Lovelace', address: 'ada@example.com' },
      subject: 'Claim your Rollcall account',
    })
    const token = tokenIn(message)
    expect(message?.html).toContain(`https://rollcall.example/claim/${token}`)
    const link = await open().client.claimLink.findUniqueOrThrow({ where: { id: queued.id } })
    expect(Buffer.from(link.tokenHash)).toEqual(Buffer.from(hashToken(token)))
    expect(email).toMatchObject({ status: 'sent', tokenSealed: null, attempts: 1, problem: null })
    expect(await linkView(world, queued.id)).toMatchObject({
      status: 'sent',
      sentAt: '2026-11-21T12:00:00.000Z',
    })
    expect(await eventsOf(id)).toEqual(['email.queued', 'email.sent'])
    expect(await world.deliver()).toBe(0)
    expect(world.taken).toHaveLength(1)
  })

  test('keeps password and token out of every row, event and log line', async () => {
    const world = await openMailWorld(open())
    const { ctx } = world
    const seen: unknown[] = []
    const look = async () => {
      const { client } = open()
      seen.push(
        await client.email.findMany(),
        await client.claimLink.findMany(),
        await client.event.findMany(),
      )
    }
    const id = await ada()
    seen.push(await send(world, id))
    await look()
    world.answer(() => DOWN)
    await world.deliver()
    await look()
    world.answer()
    world.turn(TEST_MINUTE)
    await world.deliver()
    await look()
    await expect(send(world, '0199a1b0-0000-7000-8000-0000000000ff')).rejects.toMatchObject({
      code: 'not_found',
    })
    const text = JSON.stringify([seen, world.logLines, ctx.actor], (_key, value: unknown) =>
      value instanceof Uint8Array
        ? Buffer.from(value).toString('latin1')
        : typeof value === 'bigint'
          ? 0
          : value,
    )
    const token = tokenIn(world.taken[0])
    expect(token).toMatch(/^rc_[\w-]{43}$/)
    expect(text).toContain('ada@example.com')
    for (const secret of [token, token.slice(3), TEST_PASSWORD]) expect(text).not.toContain(secret)
  })

  test('refuses whom it cannot write to, with a sentence', async () => {
    const world = await openMailWorld(open())
    const now = new Date()
    const cases: [Parameters<typeof makeUser>[1], string, string][] = [
      [
        { email: null },
        'email_unavailable',
        'Ada Lovelace was not sent a claim link. No email address is known. Enter one first.',
      ],
      [
        { email: 'ada' },
        'email_unavailable',
        'Ada Lovelace was not sent a claim link. "ada" is not a complete email address. Correct it first.',
      ],
      [
        { status: 'disabled' },
        'conflict',
        'Ada Lovelace was not sent a claim link. The account is disabled. Enable it first.',
      ],
      [
        { registeredAt: now },
        'already_claimed',
        'Ada Lovelace was not sent a claim link. The account has been claimed already.',
      ],
    ]
    for (const [values, code, message] of cases) {
      await expect(send(world, await ada(values))).rejects.toMatchObject({ code, message })
    }
    await removeSmtp({ ctx: world.ctx, input: {} })
    await expect(send(world, await ada())).rejects.toMatchObject({
      code: 'email_unavailable',
      message: expect.stringContaining('Server settings, Integrations, Email (SMTP)'),
    })
    expect(await open().client.email.count()).toBe(0)
  })

  test.each([
    'ada@example.com, eve@evil.example',
    'ada@example.com\r\nBcc: eve@evil.example',
    'Eve <eve@evil.example>',
    'ada lovelace@example.com',
    '"ada"@example.com',
    'ada@exam\u0001ple.com',
    'ada@example.com;eve@evil.example',
    'ada@ex[am]ple.com',
    'ada,eve@example.com',
    'a\u0001da@example.com',
    'ada(x)@example.com',
    'ada@example.com,',
    'ada\\@example.com',
    `${'a'.repeat(320)}@example.com`,
  ])('writes to one address or to none: %j', async (email) => {
    const world = await openMailWorld(open())
    await expect(send(world, await ada({ email }))).rejects.toMatchObject({ code: 'email_unavailable' })
  })

  test('sends the same person a link at most once a minute, however many ask at once', async () => {
    const world = await openMailWorld(open())
    const id = await ada()
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => send(world, id)))
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    await expect(send(world, id)).rejects.toMatchObject({
      code: 'conflict',
      message: 'Ada Lovelace was not sent a claim link. A claim link was sent less than a minute ago.',
    })
    world.turn(TEST_MINUTE)
    await send(world, id)
    expect(await emailsOf(id)).toHaveLength(2)
  })

  test('leaves links good that the same address has received, and ends those of other addresses', async () => {
    const world = await openMailWorld(open())
    const id = await ada()
    const first = await send(world, id)
    await world.deliver()
    world.turn(2 * TEST_MINUTE)
    const second = await send(world, id)
    await world.deliver()
    expect((await linkView(world, first.id)).status).toBe('sent')
    await open().client.user.update({ where: { id }, data: { email: 'countess@example.com' } })
    world.turn(2 * TEST_MINUTE)
    const third = await send(world, id)
    expect((await linkView(world, first.id)).status).toBe('revoked')
    expect((await linkView(world, second.id)).status).toBe('revoked')
    expect((await linkView(world, third.id)).status).toBe('queued')
  })

  test('a second link takes the place of one whose message still waits', async () => {
    const world = await openMailWorld(open())
    world.answer(() => DOWN)
    const id = await ada()
    const first = await send(world, id)
    await world.deliver()
    world.turn(2 * TEST_MINUTE)
    await send(world, id)
    expect(await linkView(world, first.id)).toMatchObject({
      status: 'revoked',
      problem: 'A newer claim link was sent in place of this one.',
    })
    world.answer()
    await world.deliver()
    world.turn(DAY)
    await world.deliver()
    expect(world.taken).toHaveLength(1)
  })

  test('loses nothing and sends nothing twice while the server is down for a while', async () => {
    const world = await openMailWorld(open())
    world.answer(() => DOWN)
    const people = await Promise.all(
      Array.from({ length: 7 }, (_, n) => ada({ name: `Person ${n}`, email: `p${n}@example.com` })),
    )
    const links = []
    for (const id of people) links.push(await send(world, id))
    const waits = []
    for (const minutes of [1, 5, 15, 60, 180, 180]) {
      expect(await world.deliver()).toBe(7)
      expect(await world.deliver()).toBe(0)
      const [email] = await emailsOf(people[0] ?? '')
      waits.push(((email?.nextAttemptAt?.getTime() ?? 0) - world.ctx.now().getTime()) / TEST_MINUTE)
      world.turn(minutes * TEST_MINUTE - 1)
      expect(await world.deliver()).toBe(0)
      world.turn(1)
    }
    expect(waits).toEqual([1, 5, 15, 60, 180, 180])
    expect(await linkView(world, links[0]?.id ?? '')).toMatchObject({
      status: 'queued',
      problem:
        'Nothing accepts connections at smtp.example.com:587. Check host and port, that the mail server runs, and that no firewall is in the way.',
    })
    world.answer()
    expect(await world.deliver()).toBe(7)
    world.turn(DAY)
    expect(await world.deliver()).toBe(0)
    expect(world.taken.map((message) => message.to.address).toSorted()).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map((n) => `p${n}@example.com`),
    )
    expect(await eventsOf(people[0] ?? '')).toEqual(['email.queued', 'email.sent'])
  })

  test('gives up when the link has ended, and says so', async () => {
    const world = await openMailWorld(open())
    world.answer(() => DOWN)
    const id = await ada()
    const { id: link } = await send(world, id)
    for (let hour = 0; hour < 7 * 24 + 3; hour += 1) {
      await world.deliver()
      world.turn(60 * TEST_MINUTE)
    }
    const [email] = await emailsOf(id)
    expect(email).toMatchObject({ status: 'failed', tokenSealed: null, nextAttemptAt: null })
    expect(await linkView(world, link)).toMatchObject({
      status: 'failed',
      problem: expect.stringMatching(
        /^The link ended before the mail server took the message\. .* Nothing accepts/,
      ),
    })
    expect(await eventsOf(id)).toEqual(['email.queued', 'email.failed'])
  })

  test('gives up at once when the address is refused, and shows why on the person', async () => {
    const world = await openMailWorld(open())
    world.answer(() => UNKNOWN_USER)
    const id = await ada()
    const { id: link } = await send(world, id)
    await world.deliver()
    const problem =
      'smtp.example.com:587 refused the recipient: "550 5.1.1 User unknown". Check the email address of this person.'
    expect(await linkView(world, link)).toMatchObject({ status: 'failed', problem })
    world.turn(DAY)
    expect(await world.deliver()).toBe(0)
    const [, failed] = await open().client.event.findMany({ where: { userId: id }, orderBy: { id: 'asc' } })
    expect(failed).toMatchObject({
      type: 'email.failed',
      data: { name: 'Ada Lovelace', kind: 'claim_link', recipient: 'ada@example.com', problem },
    })
  })

  test('two workers at once send each message once', async () => {
    const world = await openMailWorld(open())
    world.answer(async () => {
      await new Promise((resolve) => setTimeout(resolve, 2))
      return SENT
    })
    const addresses = Array.from({ length: 40 }, (_, n) => `p${n}@example.com`)
    for (const email of addresses) await send(world, await ada({ email }))
    const shares = await Promise.all(['one', 'two', 'three'].map((worker) => world.deliver(worker)))
    expect(shares.reduce((sum, one) => sum + one, 0)).toBe(40)
    expect(shares.filter((one) => one > 0).length).toBeGreaterThan(1)
    expect(world.taken.map((message) => message.to.address).toSorted()).toEqual(addresses.toSorted())
  })

  test('a message whose worker died before sending goes out later, under the same Message-ID', async () => {
    const world = await openMailWorld(open())
    const { ctx } = world
    const id = await ada()
    await send(world, id)
    const now = ctx.now()
    const leaseUntil = new Date(now.getTime() + 5 * TEST_MINUTE)
    const [lost] = await claimDueEmails(open().client, { owner: 'dead', now, leaseUntil, limit: 1 })
    expect(lost).toMatchObject({ attempts: 1, mailingId: null })
    expect(await world.deliver()).toBe(0)
    world.turn(5 * TEST_MINUTE)
    expect(await world.deliver()).toBe(1)
    expect(world.taken[0]?.messageId).toBe(`<${lost?.id}@rollcall.example>`)
  })

  test('a message whose worker died before writing down that it was sent goes out again, recognisably', async () => {
    const world = await openMailWorld(open())
    const dying = Object.assign(Object.create(open()), {
      change: () => Promise.reject(new Error('the process was killed')),
    })
    const id = await ada()
    await send(world, id)
    await world.deliver('dead', { ...world.ctx, db: dying })
    expect(world.taken).toHaveLength(1)
    world.turn(4 * TEST_MINUTE)
    expect(await world.deliver()).toBe(0)
    world.turn(TEST_MINUTE)
    expect(await world.deliver()).toBe(1)
    expect(world.taken[1]?.messageId).toBe(world.taken[0]?.messageId)
    expect(await eventsOf(id)).toEqual(['email.queued', 'email.sent'])
    world.turn(DAY)
    expect(await world.deliver()).toBe(0)
  })

  test('a worker that was too slow writes nothing over what the next one found', async () => {
    const world = await openMailWorld(open())
    const id = await ada()
    await send(world, id)
    let release: () => void = () => {}
    const stuck = new Promise<void>((resolve) => (release = resolve))
    world.answer(async () => {
      await stuck
      return UNKNOWN_USER
    })
    const slow = world.deliver('slow')
    while (world.attempts.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    world.turn(6 * TEST_MINUTE)
    world.answer()
    expect(await world.deliver('quick')).toBe(1)
    release()
    await slow
    expect(await emailsOf(id)).toMatchObject([{ status: 'sent', problem: null }])
    expect(await eventsOf(id)).toEqual(['email.queued', 'email.sent'])
  })

  test.each<[string, string, (id: string, world: MailWorld) => Promise<unknown>]>([
    [
      'revoked',
      'cancelled',
      async (id, { ctx }) => {
        const link = await open().client.claimLink.findFirstOrThrow({ where: { userId: id } })
        await revokeClaimLink({ ctx, input: { id: link.id } })
      },
    ],
    [
      'claimed',
      'The account was claimed before the message was sent.',
      (id) => open().client.user.update({ where: { id }, data: { registeredAt: new Date() } }),
    ],
    [
      'disabled',
      'The account was disabled before the message was sent.',
      (id) => open().client.user.update({ where: { id }, data: { status: 'disabled' } }),
    ],
    [
      'given another token',
      'A newer link took the place of this one before the message was sent.',
      (id) =>
        open().client.claimLink.updateMany({
          where: { userId: id },
          data: { tokenHash: new Uint8Array(32) },
        }),
    ],
    [
      'revoked beside the outbox',
      'The link was revoked before the message was sent.',
      (id) => open().client.claimLink.updateMany({ where: { userId: id }, data: { revokedAt: new Date() } }),
    ],
  ])('does not send what was %s meanwhile', async (_what, expected, meanwhile) => {
    const world = await openMailWorld(open())
    const id = await ada()
    await send(world, id)
    await meanwhile(id, world)
    await world.deliver()
    expect(world.taken).toEqual([])
    const [email] = await emailsOf(id)
    expect(email).toMatchObject({ status: 'cancelled', tokenSealed: null })
    if (expected !== 'cancelled') expect(email?.problem).toBe(expected)
  })

  test('forgets messages together with their person', async () => {
    const world = await openMailWorld(open())
    const id = await ada()
    await send(world, id)
    await open().client.user.delete({ where: { id } })
    expect(await world.deliver()).toBe(0)
    expect(world.taken).toEqual([])
  })

  test('a link is revoked once, and not after it led to a claim', async () => {
    const world = await openMailWorld(open())
    const { ctx } = world
    const id = await ada()
    const { id: link } = await send(world, id)
    await world.deliver()
    const revoke = () => revokeClaimLink({ ctx, input: { id: link } })
    expect(await revoke()).toEqual({ revoked: true })
    expect(await revoke()).toEqual({ revoked: true })
    expect((await linkView(world, link)).status).toBe('revoked')
    expect(await eventsOf(id)).toEqual(['email.queued', 'email.sent', 'claim.link_revoked'])
    const unknown = { id: userId.parse('0199a1b0-0000-7000-8000-0000000000ff') }
    await expect(revokeClaimLink({ ctx, input: unknown })).rejects.toMatchObject({ code: 'not_found' })
    const spent = { spentAt: ctx.now(), revokedAt: null }
    await open().client.claimLink.update({ where: { id: link }, data: spent })
    await expect(revoke()).rejects.toMatchObject({ code: 'conflict' })
    expect((await linkView(world, link)).status).toBe('spent')
  })

  test('a link whose time has passed shows as expired', async () => {
    const world = await openMailWorld(open())
    const { id: link } = await send(world, await ada())
    await world.deliver()
    world.turn(7 * DAY - 1)
    expect((await linkView(world, link)).status).toBe('sent')
    world.turn(1)
    expect((await linkView(world, link)).status).toBe('expired')
  })

  test('waits for a mail server whose password can be opened', async () => {
    const world = await openMailWorld(open())
    const id = await ada()
    const keys = createKeyRing(Buffer.alloc(32, 8).toString('base64'))
    const other = { ...world.ctx, keys }
    await sendClaimEmail({ ctx: other, input: { userId: id } })
    await world.deliver('worker', other)
    expect(await emailsOf(id)).toMatchObject([
      {
        status: 'queued',
        problem: expect.stringMatching(/^The stored password for smtp.example.com:587 cannot/),
      },
    ])
    await updateSmtp({ ctx: other, input: TEST_SMTP })
    expect(await world.deliver('worker', other)).toBe(1)
    expect(world.taken).toHaveLength(1)
  })

  test('gives up a link that no key of this server opens', async () => {
    const world = await openMailWorld(open())
    const id = await ada()
    await send(world, id)
    const keys = createKeyRing(Buffer.alloc(32, 8).toString('base64'))
    await world.deliver('worker', { ...world.ctx, keys })
    expect(await emailsOf(id)).toMatchObject([
      { status: 'failed', problem: expect.stringMatching(/^The link in this message cannot be opened/) },
    ])
  })

  test('stops between two messages when it is told to', async () => {
    const world = await openMailWorld(open())
    const stopping = new AbortController()
    world.answer(() => {
      stopping.abort()
      return SENT
    })
    for (let n = 0; n < 9; n += 1) await send(world, await ada({ email: `p${n}@example.com` }))
    const { deliverMail } = await import('./deliver-mail.ts')
    const call = { ctx: world.ctx, workerId: 'worker', signal: stopping.signal }
    const done = await deliverMail(call)
    expect(done).toBeLessThanOrEqual(3)
    expect(await deliverMail(call)).toBe(0)
    expect(await world.deliver()).toBe(9 - done)
  })
})
