import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerAddress, type SMTPServerEnvelope } from 'smtp-server'
import { findFreePort } from './server-process.ts'

export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Header names are in lower case. */
  readonly headers: ReadonlyMap<string, string>
  /** The message as it came. */
  readonly raw: string
}

/** Values of the email settings that lead here; the form and the REST surface name them alike. */
export interface MailSettings {
  readonly host: string
  readonly port: number
  readonly username: null
  readonly password: null
  readonly from: string
  readonly tls: 'none'
}

const PATIENCE_MS = 30_000
const CLOSE_MS = 200

/** A mail server on this machine that keeps what it is sent. It speaks plain SMTP and asks for no password. */
export class MailServer {
  readonly settings: MailSettings
  /** Everything that arrived, oldest first. */
  readonly received: ReceivedMail[] = []
  /** Those of the above that `waitForMessage` has not given out yet. */
  #waiting: ReceivedMail[] = []
  readonly #refused = new Map<string, Refusal>()
  #server: SMTPServer | null = null

  private constructor(port: number) {
    const from = 'Rollcall <rollcall@rollcall.example>'
    this.settings = { host: '127.0.0.1', port, username: null, password: null, from, tls: 'none' }
  }

  static async start(): Promise<MailServer> {
    const server = new MailServer(await findFreePort())
    await server.resume()
    return server
  }

  /** Takes connections again, at the same port, after `stop`. */
  async resume(): Promise<void> {
    if (this.#server) return
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      closeTimeout: CLOSE_MS,
      onRcptTo: (address, _session, done) => done(this.#refusalOf(address)),
      onData: (stream, session, done) => void this.#receive(stream, session.envelope, done),
    })
    // A client that goes away in the middle is its own business.
    server.on('error', () => undefined)
    const listener = server.listen(this.settings.port, this.settings.host)
    await once(listener, 'listening')
    this.#server = server
  }

  /** Refuses connections until `resume`. What has arrived is kept. */
  async stop(): Promise<void> {
    const server = this.#server
    this.#server = null
    if (server) await new Promise<void>((resolve) => server.close(resolve))
  }

  /** Turns this recipient away: for good, as an unknown address is, or for now. */
  refuse(address: string, how: 'unknown' | 'busy' = 'unknown'): void {
    this.#refused.set(toKey(address), REFUSALS[how])
  }

  accept(address: string): void {
    this.#refused.delete(toKey(address))
  }

  /** The oldest message to this address that nobody has waited for; each is given out once. */
  async waitForMessage(to: string, patienceMs = PATIENCE_MS): Promise<ReceivedMail> {
    const until = Date.now() + patienceMs
    for (;;) {
      const message = this.#waiting.find((one) => one.to.includes(toKey(to)))
      if (message) {
        this.#waiting = this.#waiting.filter((one) => one !== message)
        return message
      }
      if (Date.now() > until) throw new Error(`No message for ${to} arrived. ${this.#summary()}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  async #receive(
    stream: Readable,
    envelope: SMTPServerEnvelope,
    done: (error?: Error | null) => void,
  ): Promise<void> {
    const raw = await text(stream)
    const mail = await PostalMime.parse(raw)
    const message: ReceivedMail = {
      from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
      to: envelope.rcptTo.map((recipient) => toKey(recipient.address)),
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html ?? '',
      headers: new Map(mail.headers.map((header) => [header.key, header.value])),
      raw,
    }
    this.received.push(message)
    this.#waiting.push(message)
    done()
  }

  #refusalOf({ address }: SMTPServerAddress): Error | null {
    const refusal = this.#refused.get(toKey(address))
    return refusal ? Object.assign(new Error(refusal.message), { responseCode: refusal.code }) : null
  }

  #summary(): string {
    const others = this.received.map((message) => `${message.to.join(', ')}: ${message.subject}`)
    return others.length === 0 ? 'None at all did.' : `These did:\n${others.join('\n')}`
  }
}

interface Refusal {
  readonly code: number
  readonly message: string
}

const REFUSALS = {
  unknown: { code: 550, message: 'No such mailbox here' },
  busy: { code: 451, message: 'Try again later' },
} as const satisfies Record<string, Refusal>

/** Addresses are compared as the product compares them: in lower case. */
function toKey(address: string): string {
  return address.toLowerCase()
}

/** The link to claim an account in a message; throws when the text holds none. */
export function claimLinkIn(message: Pick<ReceivedMail, 'text' | 'subject'>): string {
  const [link] = /https?:\/\/\S+\/(?:claim|invite)\/[\w-]+/.exec(message.text) ?? []
  if (link === undefined) throw new Error(`The message "${message.subject}" has no link:\n${message.text}`)
  return link
}
