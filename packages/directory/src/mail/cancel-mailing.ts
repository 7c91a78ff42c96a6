import { cancelWaitingEmails } from '@rollcall/db'
import { mailingId, type MailingView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { changeMailing } from './change-mailing.ts'

const schema = z.object({ id: mailingId })

/** What waits is not sent, and its links stop working. Links that were sent stay good. */
export async function cancelMailing({ ctx, input }: Call<{ id: string }>): Promise<MailingView> {
  const { id } = parseInput(schema, input)
  return changeMailing(ctx, { id, to: 'cancelled', from: ['sending', 'paused'] }, async ({ tx, emit }) => {
    const now = ctx.now()
    await tx.mailing.update({
      where: { id },
      data: { status: 'cancelled', pausedReason: null, finishedAt: now },
      select: { id: true },
    })
    const cancelled = await cancelWaitingEmails(tx, id, now)
    emit({ type: 'mailing.cancelled', actor: ctx.actor, data: { mailingId: id, cancelled } })
  })
}
