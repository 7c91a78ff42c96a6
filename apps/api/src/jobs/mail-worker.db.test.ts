import {
  deliverMail,
  getMailing,
  sendClaimEmail,
  startMailing,
  testSmtp,
  updateSmtp,
  type Context,
} from '@rollcall/directory'
import {
  createTestContext,
  dyingDatabase,
  Killed,
  makeTestAuthority,
  makeUser,
} from '@rollcall/directory/testing'
import { describeEachEngine } from '@rollcall/db/testing'
import { userId, type SmtpInput } from '@rollcall/vocabulary'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { createMailer } from '../mail/create-mailer.ts'
import { startSmtpServer, type TestSmtpOptions, type TestSmtpServer } from '../testing/test-smtp-server.ts'
import { openJobQueue } from './job-queue.ts'
import { startMailWorker } from './mail-worker.ts'

const log = { info() {}, warn() {}, error() {} }
const ACCOUNT = { username: 'rollcall@example.com', password: 'the-right-password' }
const HOUR = 3_600_000

describeEachEngine('the mail worker', (open) => {
  const closing: { close(): Promise<void> }[] = []
  let authority: Awaited<ReturnType<typeof makeTestAuthority>>
  beforeAll(async () => {
    authority = await makeTestAuthority()
  })
  afterEach(async () => {
    for (const one of closing.splice(0).toReversed()) await one.close()
    await open().client.email.deleteMany({})
  })

  async function startServer(options: TestSmtpOptions = {}): Promise<TestSmtpServer> {
    const server = await startSmtpServer(options)
    closing.push(server)
    return server
  }
  /** A context whose mail really goes over the network, and as many worker processes as asked for. */
  async function openWorkers(smtp: Partial<SmtpInput>, workers = 1) {
    const clock = { at: Date.parse('2026-11-21T12:00:00Z') }
    const base = createTestContext(open(), {
      now: () => new Date(clock.at),
      mailer: createMailer({ trust: authority.cert }),
    })
    await updateSmtp({
      ctx: base,
      input: { host: 'localhost', port: 25, from: 'rollcall@example.com', tls: 'none', ...smtp },
    })
    const contexts: Context[] = []
    for (let n = 0; n < workers; n += 1) {
      const queue = await openJobQueue({ db: open(), log, worker: true })
      closing.push(queue)
      const ctx = { ...base, enqueueMail: queue.enqueueMail }
      contexts.push(ctx)
      closing.push(await startMailWorker({ queue, workerId: `worker ${n}`, log, ctx }))
    }
    return { ctx: contexts[0] ?? base, turn: (ms: number) => void (clock.at += ms) }
  }
  const addPerson = async (email: string) => userId.parse(await makeUser(open(), { name: 'Ada', email }))
  const emailOf = (id: string) => open().client.email.findFirstOrThrow({ where: { userId: id } })
  const until = async (isTrue: () => boolean | Promise<boolean>) => {
    while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 50))
  }

  test.each(['starttls', 'implicit'] as const)('sends by itself what is committed, with %s', async (tls) => {
    const server = await startServer({ tls, account: ACCOUNT, certificate: await authority.issue() })
    const { ctx } = await openWorkers({ port: server.port, tls, ...ACCOUNT })
    const id = await addPerson('ada@example.com')
    const rolledBack = { ...ctx, db: dyingDatabase(open(), 1, false) }
    await expect(sendClaimEmail({ ctx: rolledBack, input: { userId: id } })).rejects.toThrow(Killed)
    await sendClaimEmail({ ctx, input: { userId: id } })
    await until(async () => (await emailOf(id)).status === 'sent')
    const messages = await server.read()
    expect(messages).toMatchObject([
      { subject: 'Claim your Rollcall account', to: [{ address: 'ada@example.com' }] },
    ])
    expect(messages[0]?.text).toMatch(/https:\/\/rollcall\.example\/claim\/rc_[\w-]{43}\n/)
  })

  test('two of them share a mailing and send each message once', async () => {
    const server = await startServer()
    const { ctx } = await openWorkers({ port: server.port }, 2)
    const userIds = []
    for (let n = 0; n < 24; n += 1) userIds.push(await addPerson(`p${n}@example.com`))
    const { id } = await startMailing({ ctx, input: { userIds } })
    await until(async () => (await getMailing({ ctx, input: { id } })).status === 'finished')
    const messages = await server.read()
    const addresses = messages.map((message) => message.to?.[0]?.address)
    expect(new Set(addresses)).toEqual(new Set(userIds.map((_, n) => `p${n}@example.com`)))
    expect(messages).toHaveLength(24)
    expect(new Set(messages.map((message) => message.messageId)).size).toBe(24)
  })

  test('loses nothing and sends nothing twice while the server is down for a while', async () => {
    const first = await startSmtpServer()
    await first.close()
    const { ctx, turn } = await openWorkers({ port: first.port })
    const people = []
    for (let n = 0; n < 4; n += 1) people.push(await addPerson(`down${n}@example.com`))
    for (const id of people) await sendClaimEmail({ ctx, input: { userId: id } })
    const waiting = () => open().client.email.count({ where: { status: 'queued', attempts: { gt: 0 } } })
    await until(async () => (await waiting()) === 4)
    expect(await emailOf(people[0] ?? '')).toMatchObject({
      problem: `Nothing accepts connections at localhost:${first.port}. Check host and port, that the mail server runs, and that no firewall is in the way.`,
    })
    const again = await startServer({ port: first.port })
    turn(HOUR)
    await until(async () => (await open().client.email.count({ where: { status: 'sent' } })) === 4)
    const signal = new AbortController().signal
    turn(24 * HOUR)
    expect(await deliverMail({ ctx, workerId: 'another', signal })).toBe(0)
    expect(again.taken()).toBe(4)
  })

  test('waits for the right password, which nobody is ever told', async () => {
    const server = await startServer({ account: ACCOUNT })
    const wrong = 'the-wrong-password'
    const { ctx } = await openWorkers({ port: server.port, username: ACCOUNT.username, password: wrong })
    const id = await addPerson('ada@example.com')
    await sendClaimEmail({ ctx, input: { userId: id } })
    await until(async () => (await emailOf(id)).problem !== null)
    const tested = await testSmtp({ ctx, input: { to: 'me@example.com' } })
    expect(tested).toMatchObject({
      status: 'fail',
      detail: `localhost:${server.port} did not accept the username and password: "535 5.7.8 Bad credentials for rollcall@example.com: [secret]".`,
    })
    const { client } = open()
    const email = await emailOf(id)
    const everything = [tested, { ...email, tokenSealed: null }, await client.setting.findMany()]
    const events = await client.event.findMany({ select: { data: true } })
    expect(JSON.stringify([...everything, ...events])).not.toContain(wrong)
    const fixed: SmtpInput = {
      host: 'localhost',
      port: server.port,
      from: 'rollcall@example.com',
      tls: 'none',
      ...ACCOUNT,
    }
    await updateSmtp({ ctx, input: fixed })
    await until(async () => (await emailOf(id)).status === 'sent')
    expect(server.taken()).toBe(1)
  })

  test('shows on the person that the address was refused', async () => {
    const server = await startServer()
    server.refuse.recipient = (address) =>
      address === 'nobody@example.com' ? '550 5.1.1 No such mailbox' : null
    const { ctx } = await openWorkers({ port: server.port })
    const [refused, taken] = [await addPerson('nobody@example.com'), await addPerson('ada@example.com')]
    for (const id of [refused, taken]) await sendClaimEmail({ ctx, input: { userId: id } })
    await until(async () => (await emailOf(refused)).status === 'failed')
    await until(async () => (await emailOf(taken)).status === 'sent')
    expect(await emailOf(refused)).toMatchObject({
      problem: `localhost:${server.port} refused the recipient: "550 5.1.1 No such mailbox". Check the email address of this person.`,
    })
  })
})
