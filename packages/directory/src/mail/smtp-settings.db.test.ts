import { createKeyRing } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import type { SmtpInput } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { makeUser } from '../testing/index.ts'
import { DOWN, openMailWorld, TEST_MINUTE, TEST_PASSWORD, TEST_SMTP } from '../testing/mail-world.ts'
import { getSmtp } from './get-smtp.ts'
import type { Delivery } from './mailer.ts'
import { removeSmtp } from './remove-smtp.ts'
import { sendClaimEmail } from './send-claim-email.ts'
import { testSmtp } from './test-smtp.ts'
import { updateSmtp } from './update-smtp.ts'

const { password: _, ...WITHOUT_PASSWORD } = TEST_SMTP

describeEachEngine('the mail server', (open) => {
  const newest = async (take: number) =>
    (await open().client.event.findMany({ orderBy: { id: 'desc' }, take })).map(({ type, data }) => ({
      type,
      data,
    }))

  test('is stored without telling its password to anyone', async () => {
    const { ctx, logLines } = await openMailWorld(open(), { smtp: null })
    expect(await getSmtp({ ctx, input: {} })).toEqual({ smtp: null })
    const { smtp } = await updateSmtp({ ctx, input: TEST_SMTP })
    expect(smtp).toEqual({
      ...WITHOUT_PASSWORD,
      hasPassword: true,
      updatedAt: ctx.now().toISOString(),
      lastTest: null,
    })
    expect(await getSmtp({ ctx, input: {} })).toEqual({ smtp })
    expect(await newest(1)).toEqual([
      { type: 'smtp.changed', data: { fields: ['host', 'port', 'username', 'from', 'tls', 'password'] } },
    ])
    const everything = [
      await open().client.setting.findMany(),
      await open().client.event.findMany({ select: { data: true } }),
      logLines,
      smtp,
    ]
    const text = JSON.stringify(everything)
    expect(text).not.toContain(TEST_PASSWORD)
    expect(text).not.toContain(Buffer.from(TEST_PASSWORD).toString('base64'))
  })

  test('keeps its password while server, port and username stay', async () => {
    const { ctx, attempts } = await openMailWorld(open())
    await updateSmtp({ ctx, input: { ...WITHOUT_PASSWORD, from: 'people@example.com', password: '' } })
    expect((await newest(1))[0]?.data).toEqual({ fields: ['from'] })
    expect(await testSmtp({ ctx, input: { to: 'me@example.com' } })).toMatchObject({ status: 'pass' })
    expect(attempts[0]).toMatchObject({ from: 'people@example.com', tls: 'starttls' })
    expect(attempts[0]?.password?.reveal()).toBe(TEST_PASSWORD)
    const before = await newest(1)
    await updateSmtp({ ctx, input: { ...WITHOUT_PASSWORD, from: 'people@example.com' } })
    expect(await newest(1)).toEqual(before)
  })

  test.each<[string, Partial<SmtpInput>]>([
    ['host', { host: 'smtp.elsewhere.example' }],
    ['port', { port: 2525 }],
    ['username', { username: 'someone.else@example.com' }],
  ])('asks for the password again when the %s changes, also to test', async (_field, change) => {
    const { ctx, attempts } = await openMailWorld(open())
    const settings = { ...WITHOUT_PASSWORD, ...change }
    const message =
      'Enter the password again: the stored one is only ever used for rollcall@example.com at smtp.example.com:587.'
    await expect(updateSmtp({ ctx, input: settings })).rejects.toMatchObject({
      code: 'invalid_input',
      message,
      issues: [{ path: 'password', message }],
    })
    await expect(testSmtp({ ctx, input: { to: 'me@example.com', settings } })).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'settings.password', message }],
    })
    expect(attempts).toEqual([])
    expect((await getSmtp({ ctx, input: {} })).smtp).toMatchObject(WITHOUT_PASSWORD)
    const typed = { ...settings, password: 'another' }
    expect((await updateSmtp({ ctx, input: typed })).smtp).toMatchObject({ ...settings, hasPassword: true })
  })

  test.each<[string, Partial<SmtpInput>, string]>([
    ['password', { password: null }, 'Enter the password of this username'],
    ['username', { username: '' }, 'Enter the username that the password belongs to.'],
    ['tls', { tls: 'none' }, 'Without TLS the password could be read on the way.'],
    ['host', { host: 'smtp.example.com:587' }, 'Enter a host name without a port'],
    ['from', { from: 'Rollcall' }, 'Enter an address like rollcall@example.com'],
    ['from', { from: 'a@example.com\r\nBcc: b@example.com' }, 'Enter an address like'],
  ])('refuses a wrong %s: %j', async (path, change, message) => {
    const { ctx } = await openMailWorld(open(), { smtp: null })
    const attempt = updateSmtp({ ctx, input: { ...TEST_SMTP, ...change } })
    await expect(attempt).rejects.toMatchObject({
      code: 'invalid_input',
      issues: expect.arrayContaining([{ path, message: expect.stringContaining(message) }]),
    })
    expect(await getSmtp({ ctx, input: {} })).toEqual({ smtp: null })
  })

  test('needs no account, and forgets the password with the username', async () => {
    const { ctx, attempts } = await openMailWorld(open())
    const open25 = { host: '127.0.0.1', port: 25, from: 'rollcall@example.com', tls: 'none' } as const
    const { smtp } = await updateSmtp({ ctx, input: open25 })
    expect(smtp).toMatchObject({ ...open25, username: null, hasPassword: false })
    await testSmtp({ ctx, input: { to: 'me@example.com' } })
    expect(attempts[0]).toMatchObject({ username: null, password: null })
    expect(JSON.stringify(await open().client.setting.findMany())).toContain('"passwordSealed":null')
  })

  test('remembers the last test of these settings, also when they were saved after it', async () => {
    const world = await openMailWorld(open(), { smtp: null })
    const { ctx } = world
    const to = 'me@example.com'
    await expect(testSmtp({ ctx, input: { to } })).rejects.toMatchObject({
      code: 'email_unavailable',
      message: expect.stringMatching(/^No mail server is set up/),
    })
    const result = await testSmtp({ ctx, input: { to, settings: TEST_SMTP } })
    expect(result).toEqual({
      status: 'pass',
      detail: 'smtp.example.com:587 took a test message for me@example.com.',
      hint: null,
      answer: null,
      to,
      at: ctx.now().toISOString(),
    })
    expect(world.taken[0]).toMatchObject({
      to: { address: to },
      subject: 'Test message from Rollcall',
      text: expect.stringContaining('https://rollcall.example'),
    })
    expect(await getSmtp({ ctx, input: {} })).toEqual({ smtp: null })
    expect((await updateSmtp({ ctx, input: TEST_SMTP })).smtp?.lastTest).toEqual(result)
    const changed = { ...WITHOUT_PASSWORD, from: 'people@example.com' }
    expect((await updateSmtp({ ctx, input: changed })).smtp?.lastTest).toBeNull()
    const replaced = { ...TEST_SMTP, password: 'another' }
    expect((await updateSmtp({ ctx, input: replaced })).smtp?.lastTest).toBeNull()
  })

  test('says in plain words what a test met, and keeps it', async () => {
    const world = await openMailWorld(open())
    const answer = '535 5.7.8 Bad credentials'
    const refused: Delivery = { outcome: 'failed', failure: 'auth', temporary: false, answer }
    world.answer(() => refused)
    const { ctx } = world
    const result = await testSmtp({ ctx, input: { to: 'me@example.com' } })
    expect(result).toMatchObject({
      status: 'fail',
      detail: `smtp.example.com:587 did not accept the username and password: "${answer}".`,
      hint: expect.stringContaining('app password'),
      answer,
    })
    expect((await getSmtp({ ctx, input: {} })).smtp?.lastTest).toEqual(result)
    expect(await newest(1)).toEqual([
      {
        type: 'smtp.tested',
        data: { status: 'fail', server: 'smtp.example.com:587', to: 'me@example.com', text: result.detail },
      },
    ])
  })

  test('asks for a password that was sealed with another key', async () => {
    const { ctx } = await openMailWorld(open())
    const other = { ...ctx, keys: createKeyRing(Buffer.alloc(32, 8).toString('base64')) }
    expect((await getSmtp({ ctx: other, input: {} })).smtp).toMatchObject({ hasPassword: true })
    for (const attempt of [
      () => testSmtp({ ctx: other, input: { to: 'me@example.com' } }),
      () => updateSmtp({ ctx: other, input: WITHOUT_PASSWORD }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({
        code: 'invalid_input',
        issues: [{ path: 'password', message: expect.stringContaining('Enter it again.') }],
      })
    }
  })

  test('when it is corrected, what waits is tried at once', async () => {
    const world = await openMailWorld(open())
    const { ctx } = world
    world.answer(() => DOWN)
    const userId = await makeUser(open(), { email: 'ada@example.com' })
    await sendClaimEmail({ ctx, input: { userId } })
    await world.deliver()
    world.turn(2 * TEST_MINUTE)
    await world.deliver()
    world.answer()
    expect(await world.deliver()).toBe(0)
    const woken = world.woken()
    await updateSmtp({ ctx, input: { ...TEST_SMTP, host: 'smtp2.example.com' } })
    expect(world.woken()).toBe(woken + 1)
    expect(await world.deliver()).toBe(1)
    expect(world.attempts.at(-1)?.host).toBe('smtp2.example.com')
    expect(world.taken).toHaveLength(1)
  })

  test('when it is removed, what waits stays and says why', async () => {
    const world = await openMailWorld(open())
    const { ctx } = world
    const userId = await makeUser(open(), { email: 'ada@example.com' })
    await sendClaimEmail({ ctx, input: { userId } })
    await testSmtp({ ctx, input: { to: 'me@example.com' } })
    const tests = world.taken.length
    expect(await removeSmtp({ ctx, input: {} })).toEqual({ smtp: null })
    expect(await open().client.setting.count()).toBe(0)
    expect((await newest(1))[0]).toEqual({ type: 'smtp.changed', data: { fields: [], removed: true } })
    expect(await world.deliver()).toBe(0)
    const [waiting] = await open().client.email.findMany({ where: { userId } })
    expect(waiting).toMatchObject({
      status: 'queued',
      problem: 'The mail server was removed. The message is sent once another one is set up.',
    })
    const before = await newest(1)
    await removeSmtp({ ctx, input: {} })
    expect(await newest(1)).toEqual(before)
    await updateSmtp({ ctx, input: TEST_SMTP })
    expect(await world.deliver()).toBe(1)
    expect(world.taken).toHaveLength(tests + 1)
  })
})
