import { mailingId, type MailingView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { changeMailing } from './change-mailing.ts'
import { requireSmtp } from './require-smtp.ts'

const schema = z.object({ id: mailingId })

/** Goes on with what waits, at once also with what was to be tried again later. */
export async function resumeMailing({ ctx, input }: Call<{ id: string }>): Promise<MailingView> {
  const { id } = parseInput(schema, input)
  return changeMailing(ctx, { id, to: 'sending', from: ['paused'] }, async ({ tx, emit }) => {
    await requireSmtp(tx)
    await tx.mailing.update({
      where: { id },
      data: { status: 'sending', pausedReason: null, failures: 0 },
      select: { id: true },
    })
    await tx.email.updateMany({
      where: { mailingId: id, status: 'queued' },
      data: { nextAttemptAt: ctx.now() },
    })
    await ctx.enqueueMail(tx)
    emit({ type: 'mailing.resumed', actor: ctx.actor, data: { mailingId: id } })
  })
}
