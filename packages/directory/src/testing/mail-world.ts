import type { Database } from '@rollcall/db'
import type { SmtpInput } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import type { Delivery, Message, SmtpAccess } from '../mail/mailer.ts'
import { deliverMail } from '../mail/deliver-mail.ts'
import { updateSmtp } from '../mail/update-smtp.ts'
import { createTestContext, TEST_NOW } from './test-context.ts'

export const TEST_PASSWORD = 'correct-horse-battery-staple'

export const TEST_SMTP: SmtpInput = {
  host: 'smtp.example.com',
  port: 587,
  username: 'rollcall@example.com',
  password: TEST_PASSWORD,
  from: 'Rollcall <rollcall@example.com>',
  tls: 'starttls',
}

/** A mail server in memory, a clock to turn, and everything that was logged. */
export interface MailWorld {
  readonly ctx: Context
  /** Messages the server took, in order. */
  readonly taken: Message[]
  /** With what it was reached, once per attempt. */
  readonly attempts: SmtpAccess[]
  readonly logLines: string[]
  /** How often a mail worker was woken. */
  readonly woken: () => number
  /** How the server answers from now on; without a function, it takes everything. */
  answer(how?: (message: Message) => Delivery | Promise<Delivery>): void
  turn(milliseconds: number): void
  /** One look into the outbox. */
  deliver(workerId?: string, ctx?: Context): Promise<number>
}

export const TEST_MINUTE = 60_000

export const SENT: Delivery = { outcome: 'sent' }
export const DOWN: Delivery = { outcome: 'failed', failure: 'refused', temporary: true, answer: null }
export const UNKNOWN_USER: Delivery = {
  outcome: 'failed',
  failure: 'recipient',
  temporary: false,
  answer: '550 5.1.1 User unknown',
}

/** With the outbox of the suite's database emptied of what other tests left waiting, and the mail server set up. */
export async function openMailWorld(
  db: Database,
  { smtp = TEST_SMTP, context = {} }: { smtp?: SmtpInput | null; context?: Partial<Context> } = {},
): Promise<MailWorld> {
  await db.client.email.deleteMany({})
  await db.client.mailing.deleteMany({})
  await db.client.setting.deleteMany({})
  const clock = { at: TEST_NOW.getTime(), woken: 0 }
  const taken: Message[] = []
  const attempts: SmtpAccess[] = []
  const logLines: string[] = []
  let answer: (message: Message) => Delivery | Promise<Delivery> = () => SENT
  const log = (fields: object, message: string) => void logLines.push(`${message} ${JSON.stringify(fields)}`)
  const ctx = createTestContext(db, {
    now: () => new Date(clock.at),
    log: { info: log, warn: log, error: log },
    mailer: {
      async send(access, message) {
        attempts.push(access)
        const delivery = await answer(message)
        if (delivery.outcome === 'sent') taken.push(message)
        return delivery
      },
    },
    async enqueueMail() {
      clock.woken += 1
    },
    ...context,
  })
  if (smtp) await updateSmtp({ ctx, input: smtp })
  return {
    ctx,
    taken,
    attempts,
    logLines,
    woken: () => clock.woken,
    answer(how = () => SENT) {
      answer = how
    },
    turn(milliseconds) {
      clock.at += milliseconds
    },
    deliver: (workerId = 'worker', by = ctx) =>
      deliverMail({ ctx: by, workerId, signal: new AbortController().signal }),
  }
}

/** The token in the link of a message. */
export function tokenIn(message: Message | undefined): string {
  return /\/(?:claim|invite)\/(\S+)/.exec(message?.text ?? '')?.[1] ?? ''
}
