import { retryWaitingEmails } from '@rollcall/db'
import { type SmtpInput, smtpInput, type SmtpView } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { parseInput } from '../errors.ts'
import { choosePassword } from './choose-password.ts'
import { SMTP_KEY } from './require-smtp.ts'
import { findSmtp, readSmtpView, sealSmtpPassword, type StoredSmtp } from './smtp-settings.ts'

/**
 * Stores the mail server. An absent or empty password keeps the stored one, as long as server, port and username stay;
 * without a username there is none. Messages that wait for a server that works are tried again at once.
 */
export async function updateSmtp({
  ctx,
  input,
}: Call<z.input<typeof smtpInput>>): Promise<{ smtp: SmtpView | null }> {
  const wanted = parseInput(smtpInput, input)
  await ctx.db.change(async (tx, emit) => {
    const before = await findSmtp(tx)
    const { value, replaced } = toStored(ctx, wanted, before)
    const fields = changedFields(before, value, replaced)
    if (fields.length === 0) return
    const now = ctx.now()
    const stored = { value, updatedAt: now }
    await tx.setting.upsert({
      where: { key: SMTP_KEY },
      create: { key: SMTP_KEY, ...stored },
      update: stored,
      select: { key: true },
    })
    if ((await retryWaitingEmails(tx, now)) > 0) await ctx.enqueueMail(tx)
    emit({ type: 'smtp.changed', actor: ctx.actor, data: { fields } })
  })
  return { smtp: await readSmtpView(ctx, ctx.db.client) }
}

/** Written as a whole, so that a password always stays beside the server it was typed for. */
function toStored(ctx: Context, wanted: SmtpInput, before: StoredSmtp | null) {
  const password = choosePassword(ctx, { input: wanted, stored: before })
  const kept = !wanted.password && password !== null ? (before?.passwordSealed ?? null) : null
  const { host, port, from, tls } = wanted
  const value: StoredSmtp = {
    host,
    port,
    username: wanted.username || null,
    passwordSealed: kept ?? (password && sealSmtpPassword(ctx, password.reveal())),
    from,
    tls,
  }
  return { value, replaced: Boolean(wanted.password) }
}

const FIELDS = ['host', 'port', 'username', 'from', 'tls'] as const

/** Names alone: a password is in no event. */
function changedFields(before: StoredSmtp | null, after: StoredSmtp, replaced: boolean): string[] {
  const fields: string[] = FIELDS.filter((field) => before?.[field] !== after[field])
  const removed = (before?.passwordSealed ?? null) !== null && after.passwordSealed === null
  return replaced || removed ? [...fields, 'password'] : fields
}
