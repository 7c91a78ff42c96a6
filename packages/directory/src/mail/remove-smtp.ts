import type { SmtpView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { SMTP_KEY } from './require-smtp.ts'
import { SMTP_TEST_KEY } from './smtp-settings.ts'

const schema = z.object({}).prefault({})

const WAITS_FOR_SERVER = 'The mail server was removed. The message is sent once another one is set up.'

/** Forgets the mail server and its password; messages that wait stay in the outbox and say what they wait for. */
export async function removeSmtp({ ctx, input }: Call<object>): Promise<{ smtp: SmtpView | null }> {
  parseInput(schema, input)
  await ctx.db.change(async (tx, emit) => {
    await tx.setting.deleteMany({ where: { key: SMTP_TEST_KEY } })
    const { count } = await tx.setting.deleteMany({ where: { key: SMTP_KEY } })
    if (count === 0) return
    await tx.email.updateMany({ where: { status: 'queued' }, data: { problem: WAITS_FOR_SERVER } })
    emit({ type: 'smtp.changed', actor: ctx.actor, data: { fields: [], removed: true } })
  })
  return { smtp: null }
}
