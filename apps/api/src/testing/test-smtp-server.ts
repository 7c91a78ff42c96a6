import type { ServerCertificate } from '@rollcall/directory/testing'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface TestSmtpOptions {
  readonly tls?: 'starttls' | 'implicit' | 'none'
  readonly certificate?: ServerCertificate
  /** Name and password that may sign in; without it, nobody has to. */
  readonly account?: { readonly username: string; readonly password: string }
  readonly port?: number
}

/** One thing the server refuses: what it answers, by the command that it answers. */
export interface Refusals {
  connection?: string
  auth?: string
  sender?: string
  recipient?: (address: string) => string | null
  message?: string
}

export interface TestSmtpServer {
  readonly port: number
  /** How many messages it took. */
  readonly taken: () => number
  /** What it took, in order. */
  read(): Promise<Email[]>
  /** How many connections were made. */
  readonly connections: () => number
  readonly refuse: Refusals
  close(): Promise<void>
}

/** A real mail server on a loopback port, that keeps what it takes. */
export async function startSmtpServer(options: TestSmtpOptions = {}): Promise<TestSmtpServer> {
  const { tls = 'none', account } = options
  const taken: Buffer[] = []
  const refuse: Refusals = {}
  let connections = 0
  const server = new SMTPServer({
    secure: tls === 'implicit',
    ...options.certificate,
    authOptional: !account,
    allowInsecureAuth: true,
    disabledCommands: [...(tls === 'starttls' ? [] : ['STARTTLS']), ...(account ? [] : ['AUTH'])],
    closeTimeout: 100,
    logger: false,
    onConnect(_session, callback) {
      connections += 1
      callback(refuse.connection === undefined ? null : toRefusal(refuse.connection))
    },
    onAuth({ username, password }, _session, callback) {
      if (refuse.auth !== undefined) return callback(toRefusal(refuse.auth))
      if (username === account?.username && password === account?.password)
        return callback(null, { user: username })
      // Some servers repeat what they were sent, which must not get any further.
      callback(toRefusal(`535 5.7.8 Bad credentials for ${username}: ${password}`))
    },
    onMailFrom(_address, _session, callback) {
      callback(refuse.sender === undefined ? null : toRefusal(refuse.sender))
    },
    onRcptTo({ address }, _session, callback) {
      const answer = refuse.recipient?.(address) ?? null
      callback(answer === null ? null : toRefusal(answer))
    },
    onData(stream, _session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
      stream.on('end', () => {
        if (refuse.message !== undefined) return callback(toRefusal(refuse.message))
        taken.push(Buffer.concat(chunks))
        callback(null)
      })
    },
  } satisfies SMTPServerOptions)
  // A client that does not trust the certificate ends the handshake, which is no failure of the server.
  server.on('error', () => {})
  const port = await listen(server, options.port ?? 0)
  return {
    port,
    taken: () => taken.length,
    read: () => Promise.all(taken.map((source) => PostalMime.parse(source))),
    connections: () => connections,
    refuse,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function listen(server: SMTPServer, wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    const net = server.listen(wanted, '127.0.0.1', () => {
      const address = net.address()
      resolve(typeof address === 'object' && address ? address.port : wanted)
    })
  })
}

function toRefusal(answer: string): Error {
  return Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) })
}
