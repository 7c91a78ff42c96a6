import { smtpTestInput, type SmtpInput, type SmtpTestView } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { DirectoryError, parseInput } from '../errors.ts'
import { choosePassword } from './choose-password.ts'
import type { Delivery, SmtpAccess } from './mailer.ts'
import { toMessageId } from './message-id.ts'
import { NO_SMTP } from './require-smtp.ts'
import { findSmtp, SMTP_TEST_KEY, toSmtpAccess, toStoredTest } from './smtp-settings.ts'
import { toSmtpTestMessage } from './smtp-test-message.ts'
import { toMailProblem, toPlace } from './to-mail-problem.ts'

/** Sends a message with the stored settings, or with those given, and says what came of it; the result is remembered. */
export async function testSmtp({ ctx, input }: Call<z.input<typeof smtpTestInput>>): Promise<SmtpTestView> {
  const { to, settings } = parseInput(smtpTestInput, input)
  const access = await openAccess(ctx, settings)
  const delivery = await ctx.mailer.send(access, {
    messageId: toMessageId(ctx, ctx.newId()),
    to: { name: '', address: to },
    ...toSmtpTestMessage({ sentBy: ctx.actor.name, publicUrl: ctx.publicUrl }),
  })
  const test = toTestView(access, delivery, to, ctx.now())
  const value = toStoredTest(ctx, access, test)
  await ctx.db.change(async (tx, emit) => {
    await tx.setting.upsert({
      where: { key: SMTP_TEST_KEY },
      create: { key: SMTP_TEST_KEY, value, updatedAt: ctx.now() },
      update: { value, updatedAt: ctx.now() },
      select: { key: true },
    })
    emit({
      type: 'smtp.tested',
      actor: ctx.actor,
      data: { status: test.status, server: toPlace(access), to, text: test.detail },
    })
  })
  return test
}

async function openAccess(ctx: Context, typed: SmtpInput | undefined): Promise<SmtpAccess> {
  const stored = await findSmtp(ctx.db.client)
  const input = typed ?? stored
  if (!input) throw new DirectoryError('email_unavailable', NO_SMTP)
  return toSmtpAccess(input, choosePassword(ctx, { input, stored, at: typed ? 'settings.' : '' }))
}

function toTestView(access: SmtpAccess, delivery: Delivery, to: string, at: Date): SmtpTestView {
  if (delivery.outcome === 'sent') {
    const detail = `${toPlace(access)} took a test message for ${to}.`
    return { status: 'pass', detail, hint: null, answer: null, to, at: at.toISOString() }
  }
  const { detail, hint } = toMailProblem(delivery.failure, access, delivery.answer)
  return { status: 'fail', detail, hint, answer: delivery.answer, to, at: at.toISOString() }
}
