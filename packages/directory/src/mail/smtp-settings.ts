import { type Secret, SealError, type Tx } from '@rollcall/db'
import { smtpTestView, smtpTls, type SmtpInput, type SmtpTestView, type SmtpView } from '@rollcall/vocabulary'
import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Context } from '../context.ts'
import type { SmtpAccess } from './mailer.ts'
import { SMTP_KEY } from './require-smtp.ts'

/** Key of the settings row that remembers the last test, of whichever settings. */
export const SMTP_TEST_KEY = 'smtp_test'
/** Associated data of what is sealed here; changing it makes what was sealed with it unreadable. */
const PASSWORD = 'smtp-password'
const TESTED = 'smtp-tested'

const storedSmtp = z.object({
  host: z.string(),
  port: z.number().int(),
  username: z.string().nullable(),
  /** Base64 of the sealed password. */
  passwordSealed: z.string().nullable(),
  from: z.string(),
  tls: smtpTls,
})
export type StoredSmtp = z.infer<typeof storedSmtp>

const storedTest = z.object({
  test: smtpTestView,
  /** Which settings were tested, password included: base64 of a sealed digest. */
  ofSealed: z.string(),
})

/** The mail server as it is stored; null until one is set up. */
export async function findSmtp(db: Pick<Tx, 'setting'>): Promise<StoredSmtp | null> {
  const row = await db.setting.findUnique({ where: { key: SMTP_KEY }, select: { value: true } })
  return row && storedSmtp.parse(row.value)
}

export function sealSmtpPassword(ctx: Pick<Context, 'keys'>, password: string): string {
  return Buffer.from(ctx.keys.seal(PASSWORD, SMTP_KEY, password)).toString('base64')
}

/** With the password in clear, for the mailer alone. Throws SealError when this server has not got the key. */
export function openSmtp(ctx: Pick<Context, 'keys'>, stored: StoredSmtp): SmtpAccess {
  const { passwordSealed, ...rest } = stored
  const password =
    passwordSealed === null ? null : ctx.keys.open(PASSWORD, SMTP_KEY, Buffer.from(passwordSealed, 'base64'))
  return { ...rest, password }
}

/** Settings as they were typed, before they are stored. */
export function toSmtpAccess(input: SmtpInput, password: Secret | null): SmtpAccess {
  const { host, port, username, from, tls } = input
  return { host, port, username: username || null, password, from, tls }
}

/** The settings row of a test: what came of it, and of which settings without telling them. */
export function toStoredTest(ctx: Pick<Context, 'keys'>, access: SmtpAccess, test: SmtpTestView) {
  const sealed = ctx.keys.seal(TESTED, SMTP_TEST_KEY, digestOf(access))
  return { test, ofSealed: Buffer.from(sealed).toString('base64') } satisfies z.infer<typeof storedTest>
}

/** What may be shown. A test counts only for the settings it was made with, saved before or after. */
export async function readSmtpView(
  ctx: Pick<Context, 'keys'>,
  db: Pick<Tx, 'setting'>,
): Promise<SmtpView | null> {
  const rows = await db.setting.findMany({ where: { key: { in: [SMTP_KEY, SMTP_TEST_KEY] } } })
  const row = rows.find((one) => one.key === SMTP_KEY)
  if (!row) return null
  const { passwordSealed, ...stored } = storedSmtp.parse(row.value)
  const test = storedTest.safeParse(rows.find((one) => one.key === SMTP_TEST_KEY)?.value)
  const isSame = test.success && isTestOf(ctx, { ...stored, passwordSealed }, test.data.ofSealed)
  return {
    ...stored,
    hasPassword: passwordSealed !== null,
    updatedAt: row.updatedAt.toISOString(),
    lastTest: isSame ? test.data.test : null,
  }
}

function isTestOf(ctx: Pick<Context, 'keys'>, stored: StoredSmtp, ofSealed: string): boolean {
  try {
    const tested = ctx.keys.open(TESTED, SMTP_TEST_KEY, Buffer.from(ofSealed, 'base64')).reveal()
    return tested === digestOf(openSmtp(ctx, stored))
  } catch (error) {
    if (error instanceof SealError) return false
    throw error
  }
}

function digestOf({ host, port, username, password, from, tls }: SmtpAccess): string {
  const text = JSON.stringify([host, port, username, password?.reveal() ?? null, from, tls])
  return createHash('sha256').update(text).digest('hex')
}
