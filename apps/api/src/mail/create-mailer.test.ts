import { Secret } from '@rollcall/db'
import type { Delivery, MailFailure, Message, SmtpAccess } from '@rollcall/directory'
import { makeSelfSigned, makeTestAuthority } from '@rollcall/directory/testing'
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startSmtpServer, type TestSmtpOptions, type TestSmtpServer } from '../testing/test-smtp-server.ts'
import { createMailer, type MailerOptions } from './create-mailer.ts'

const PASSWORD = 'pa ss+wörd/42'
const ACCOUNT = { username: 'rollcall@example.com', password: PASSWORD }
const MESSAGE: Message = {
  messageId: '<0199a1b0@rollcall.example>',
  to: { name: 'Ada Lovelace', address: 'ada@example.com' },
  subject: 'Claim your account',
  text: 'Hello Ada',
  html: '<p>Hello <b>Ada</b></p>',
}

describe('sending', () => {
  const closing: (() => Promise<unknown>)[] = []
  let authority: Awaited<ReturnType<typeof makeTestAuthority>>
  beforeAll(async () => {
    authority = await makeTestAuthority()
  })
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()))
  })

  async function start(options: TestSmtpOptions = {}): Promise<TestSmtpServer> {
    const server = await startSmtpServer(options)
    closing.push(() => server.close())
    return server
  }
  /** A port that answers as `onConnection` has it, or not at all. */
  async function startRaw(onConnection: (socket: Socket) => void): Promise<number> {
    const sockets = new Set<Socket>()
    const server: Server = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
      onConnection(socket)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    })
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  }
  const send = (access: Partial<SmtpAccess>, message: Partial<Message> = {}, waits: MailerOptions = {}) =>
    createMailer({ ...waits, trust: authority.cert }).send(
      {
        host: 'localhost',
        port: 0,
        username: null,
        password: null,
        from: 'Rollcall <rollcall@example.com>',
        tls: 'none',
        ...access,
      },
      { ...MESSAGE, ...message },
    )
  const failed = (failure: MailFailure, temporary: boolean, answer: unknown = null): Delivery => ({
    outcome: 'failed',
    failure,
    temporary,
    answer: answer as string | null,
  })

  test.each(['starttls', 'implicit', 'none'] as const)('goes through with %s, signed in', async (tls) => {
    const certificate = await authority.issue()
    const server = await start({ tls, account: ACCOUNT, ...(tls !== 'none' && { certificate }) })
    const account = { username: ACCOUNT.username, password: new Secret(PASSWORD) }
    expect(await send({ port: server.port, tls, ...account })).toEqual({ outcome: 'sent' })
    const messages = await server.read()
    expect(messages).toMatchObject([
      {
        messageId: MESSAGE.messageId,
        from: { name: 'Rollcall', address: 'rollcall@example.com' },
        to: [{ name: 'Ada Lovelace', address: 'ada@example.com' }],
        subject: MESSAGE.subject,
        text: expect.stringContaining('Hello Ada'),
        html: expect.stringContaining('<b>Ada</b>'),
      },
    ])
    const headers = Object.fromEntries(messages[0]?.headers.map((one) => [one.key, one.value]) ?? [])
    expect(headers).toMatchObject({ 'auto-submitted': 'auto-generated' })
  })

  test('a name or subject adds no header and no recipient', async () => {
    const server = await start()
    const name = 'Eve" <eve@evil.example>, "x\r\nBcc: eve@evil.example\r\n\r\nHello'
    const subject = 'Hello\r\nBcc: eve@evil.example'
    const to = { name, address: 'ada@example.com' }
    const from = '"Mallory, Eve <eve@evil.example>" <rollcall@example.com>'
    expect(await send({ port: server.port, from }, { to, subject })).toEqual({ outcome: 'sent' })
    const [mail] = await server.read()
    expect(mail?.from).toMatchObject({ address: 'rollcall@example.com' })
    expect(mail?.to).toMatchObject([{ address: 'ada@example.com' }])
    expect(mail?.headers.map((header) => header.key)).not.toContain('bcc')
    expect(mail?.cc ?? []).toEqual([])
    expect(mail?.text).toContain('Hello Ada')
  })

  test('says when there is no such host, or nobody at the port', async () => {
    expect(await send({ host: 'mail.rollcall.invalid', port: 25 })).toEqual(failed('dns', true))
    const server = await startSmtpServer()
    await server.close()
    expect(await send({ port: server.port })).toEqual(failed('refused', true))
  })

  test('says when a server is silent, stops in the middle, or takes too long', async () => {
    const silent = await startRaw(() => {})
    expect(await send({ port: silent }, {}, { greetingMs: 200 })).toEqual(failed('silent', true))
    const hangsUp = await startRaw((socket) => socket.end())
    expect(await send({ port: hangsUp })).toEqual(failed('dropped', true))
    const stuck = await startRaw((socket) => void socket.write('220 ready\r\n'))
    expect(await send({ port: stuck }, {}, { answerMs: 200 })).toEqual(failed('timeout', true))
    // Every few moments another part of an answer that never ends.
    const endless = await startRaw((socket) => {
      const timer = setInterval(() => socket.write('220-wait\r\n'), 50)
      socket.on('close', () => clearInterval(timer))
    })
    expect(await send({ port: endless }, {}, { wholeMs: 300 })).toEqual(failed('timeout', true))
  })

  test('never goes on in clear when STARTTLS was chosen', async () => {
    const server = await start({ tls: 'none', account: ACCOUNT })
    const account = { username: ACCOUNT.username, password: new Secret(PASSWORD) }
    const delivery = await send({ port: server.port, tls: 'starttls', ...account })
    expect(delivery).toMatchObject(failed('tls_unavailable', false, expect.any(String)))
    expect(server.taken()).toBe(0)
  })

  test('says when the two forms of encryption were mixed up', async () => {
    const plain = await start()
    expect(await send({ port: plain.port, tls: 'implicit' })).toMatchObject({ failure: 'tls_protocol' })
    const implicit = await start({ tls: 'implicit', certificate: await authority.issue() })
    const delivery = await send({ port: implicit.port, tls: 'starttls' }, {}, { greetingMs: 200 })
    expect(delivery).toMatchObject({ failure: 'silent' })
  })

  test.each(['starttls', 'implicit'] as const)(
    'says what is wrong with a certificate, with %s',
    async (tls) => {
      const other = await makeTestAuthority()
      const cases = [
        ['certificate_expired', await authority.issue({ expired: true })],
        ['certificate_name', await authority.issue({ name: 'mail.example.com' })],
        ['certificate_untrusted', await makeSelfSigned()],
        ['certificate_untrusted', await other.issue()],
      ] as const
      for (const [failure, certificate] of cases) {
        const server = await start({ tls, certificate })
        expect(await send({ port: server.port, tls })).toMatchObject(
          failed(failure, false, expect.any(String)),
        )
        expect(server.taken()).toBe(0)
      }
    },
  )

  test('says when the password is wrong, without repeating it', async () => {
    const server = await start({ account: ACCOUNT })
    const wrong = 'another pässword'
    const account = { username: ACCOUNT.username, password: new Secret(wrong) }
    const delivery = await send({ port: server.port, ...account })
    expect(delivery).toEqual(
      failed('auth', false, '535 5.7.8 Bad credentials for rollcall@example.com: [secret]'),
    )
    expect(await send({ port: server.port })).toMatchObject(
      failed('auth', false, expect.stringMatching(/^530/)),
    )
  })

  test.each<[MailFailure, boolean, (server: TestSmtpServer) => string]>([
    ['sender', false, ({ refuse }) => (refuse.sender = '553 5.7.1 Not your address')],
    [
      'recipient',
      false,
      ({ refuse }) => ((refuse.recipient = () => '550 5.1.1 User unknown'), '550 5.1.1 User unknown'),
    ],
    [
      'relay',
      false,
      ({ refuse }) => (
        (refuse.recipient = () => '554 5.7.1 Relay access denied'),
        '554 5.7.1 Relay access denied'
      ),
    ],
    ['message', false, ({ refuse }) => (refuse.message = '554 5.7.1 Looks like spam')],
    [
      'busy',
      true,
      ({ refuse }) => ((refuse.recipient = () => '452 4.5.3 Too many today'), '452 4.5.3 Too many today'),
    ],
    ['busy', true, ({ refuse }) => (refuse.sender = '451 4.3.0 Try again later')],
    ['busy', true, ({ refuse }) => (refuse.message = '421 4.7.0 Closing down')],
    ['busy', true, ({ refuse }) => (refuse.connection = '421 4.3.2 Too many connections')],
  ])('says %s (temporary: %s) for what the server answered', async (failure, temporary, prepare) => {
    const server = await start()
    const answer = prepare(server)
    expect(await send({ port: server.port })).toEqual(failed(failure, temporary, answer))
    expect(server.taken()).toBe(0)
  })
})
