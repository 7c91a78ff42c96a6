import { mailingId, type MailingView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { changeMailing } from './change-mailing.ts'

const schema = z.object({ id: mailingId })

/** What waits stays where it is until someone resumes; what is on its way at this moment still arrives. */
export async function pauseMailing({ ctx, input }: Call<{ id: string }>): Promise<MailingView> {
  const { id } = parseInput(schema, input)
  return changeMailing(ctx, { id, to: 'paused', from: ['sending'] }, async ({ tx, emit }) => {
    const text = `${ctx.actor.name} paused it.`
    await tx.mailing.update({
      where: { id },
      data: { status: 'paused', pausedReason: text },
      select: { id: true },
    })
    emit({ type: 'mailing.paused', actor: ctx.actor, data: { mailingId: id, text } })
  })
}
