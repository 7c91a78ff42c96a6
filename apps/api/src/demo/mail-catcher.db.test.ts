import { getSmtp, sendClaimEmail, deliverMail, updateSmtp } from '@rollcall/directory'
import { createTestContext, makeUser } from '@rollcall/directory/testing'
import { describeEachEngine } from '@rollcall/db/testing'
import { caughtEmailView, userId } from '@rollcall/vocabulary'
import { afterEach, expect, test } from 'vitest'
import { createMailer } from '../mail/create-mailer.ts'
import { pointSmtpAtCatcher } from './demo-smtp.ts'
import { startMailCatcher, type MailCatcher } from './mail-catcher.ts'

describeEachEngine("the demo's email", (open) => {
  const closing: MailCatcher[] = []
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((one) => one.close()))
    await open().client.setting.deleteMany({})
  })
  async function start(kept = 200) {
    const now = () => new Date('2026-11-21T12:00:00Z')
    const catcher = await startMailCatcher({ log: { warn() {} }, now, kept })
    closing.push(catcher)
    return catcher
  }
  const openContext = () => createTestContext(open(), { mailer: createMailer() })

  test('is caught and can be read, newest first', async () => {
    const catcher = await start()
    const ctx = openContext()
    await pointSmtpAtCatcher(ctx, catcher.port)
    for (const name of ['Ada', 'Grace & <b>Co</b>']) {
      const id = await makeUser(open(), { name, email: `${name.slice(0, 3)}@example.com` })
      await sendClaimEmail({ ctx, input: { userId: userId.parse(id) } })
      await deliverMail({ ctx, workerId: 'demo', signal: new AbortController().signal })
    }
    while (catcher.list().length < 2) await new Promise((resolve) => setTimeout(resolve, 10))
    const [newest, oldest] = catcher.list().map((one) => caughtEmailView.parse(one))
    expect(newest).toMatchObject({
      from: 'Rollcall demo <rollcall@rollcall.example>',
      to: ['Grace & <b>Co</b> <Gra@example.com>'],
      subject: 'Claim your Rollcall account',
      text: expect.stringContaining('https://rollcall.example/claim/rc_'),
      html: expect.stringContaining('Grace &#38; &#60;b&#62;Co&#60;/b&#62;'),
      receivedAt: '2026-11-21T12:00:00.000Z',
    })
    expect(oldest?.to).toEqual(['Ada <Ada@example.com>'])
  })

  test('follows the catcher to its next port, and leaves a server of one’s own alone', async () => {
    const ctx = openContext()
    const stored = async () => (await getSmtp({ ctx, input: {} })).smtp
    await pointSmtpAtCatcher(ctx, 4025)
    await pointSmtpAtCatcher(ctx, 4026)
    expect(await stored()).toMatchObject({ host: '127.0.0.1', port: 4026, tls: 'none', username: null })
    await updateSmtp({
      ctx,
      input: { host: 'smtp.example.com', port: 587, from: 'a@example.com', tls: 'starttls' },
    })
    await pointSmtpAtCatcher(ctx, 4027)
    expect(await stored()).toMatchObject({ host: 'smtp.example.com', port: 587 })
  })

  test('forgets the oldest', async () => {
    const catcher = await start(3)
    const mailer = createMailer()
    const access = {
      host: '127.0.0.1',
      port: catcher.port,
      username: null,
      password: null,
      from: 'a@example.com',
      tls: 'none',
    } as const
    const send = (n: number) =>
      mailer.send(access, {
        messageId: `<${n}@example.com>`,
        to: { name: '', address: 'ada@example.com' },
        subject: `Number ${n}`,
        text: 'Hello',
        html: '<p>Hello</p>',
      })
    for (let n = 1; n <= 5; n += 1) await send(n)
    while (catcher.list()[0]?.id !== '5') await new Promise((resolve) => setTimeout(resolve, 10))
    expect(catcher.list().map((one) => one.subject)).toEqual(['Number 5', 'Number 4', 'Number 3'])
  })
})
