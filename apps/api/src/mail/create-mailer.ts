import type { Delivery, Mailer, Message, SmtpAccess } from '@rollcall/directory'
import { createTransport, type SMTPTransportOptions } from 'nodemailer'
import { rootCertificates } from 'node:tls'
import { toFailedDelivery } from './to-failed-delivery.ts'

export interface MailerOptions {
  /** Milliseconds to wait for a connection, for a greeting, and for any answer after that. */
  readonly connectMs?: number
  readonly greetingMs?: number
  readonly answerMs?: number
  /** Milliseconds that one message may take in all. */
  readonly wholeMs?: number
  /** PEM of an authority to trust besides those of the system; NODE_EXTRA_CA_CERTS does the same for a whole process. */
  readonly trust?: string
}

const CONNECT_MS = 10_000
const GREETING_MS = 10_000
const ANSWER_MS = 30_000
/** Well within the time after which another process would take the message over. */
const WHOLE_MS = 120_000

/**
 * Sends over SMTP (RFC 5321) with nodemailer, each message on a connection of its own, so that no failure of one
 * reaches another. Certificates are verified, and STARTTLS that was chosen is never given up.
 */
export function createMailer(options: MailerOptions = {}): Mailer {
  return {
    async send(access, message) {
      const transport = createTransport(toTransport(access, options))
      try {
        await transport.sendMail({
          ...toMail(access, message),
          signal: AbortSignal.timeout(options.wholeMs ?? WHOLE_MS),
        })
        return { outcome: 'sent' } satisfies Delivery
      } catch (error) {
        return toFailedDelivery(error, access)
      } finally {
        transport.close()
      }
    },
  }
}

function toTransport(access: SmtpAccess, options: MailerOptions): SMTPTransportOptions {
  const { host, port, tls, username, password } = access
  const { connectMs = CONNECT_MS, greetingMs = GREETING_MS } = options
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    // Covers everything up to the greeting, so a slow connection leaves the greeting its time.
    connectionTimeout: connectMs + greetingMs,
    dnsTimeout: connectMs,
    greetingTimeout: greetingMs,
    socketTimeout: options.answerMs ?? ANSWER_MS,
    ...(options.trust && { tls: { ca: [...rootCertificates, options.trust] } }),
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(username !== null && password && { auth: { user: username, pass: password.reveal() } }),
  }
}

/** Addresses go in as parts, never as text to be parsed, so that no name can become a second address. */
function toMail({ from }: SmtpAccess, { messageId, to, subject, text, html }: Message) {
  const { name, address } = toParts(from)
  return {
    messageId,
    from: { name, address },
    to: { name: to.name, address: to.address },
    subject,
    text,
    html,
    // RFC 3834, and the header by which Exchange knows not to answer that someone is out of office.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  }
}

/** `Rollcall <rollcall@example.com>` in its two parts; a bare address has no name. */
function toParts(from: string): { name: string; address: string } {
  const [, name = '', address = from] = /^(.*)<([^<>]+)>\s*$/.exec(from) ?? []
  return { name: name.trim().replace(/^"(.*)"$/, '$1'), address: address.trim() }
}
