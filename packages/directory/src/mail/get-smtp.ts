import type { SmtpView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { readSmtpView } from './smtp-settings.ts'

const schema = z.object({}).prefault({})

/** The mail server, without its password; null until one is set up. */
export async function getSmtp({ ctx, input }: Call<object>): Promise<{ smtp: SmtpView | null }> {
  parseInput(schema, input)
  return { smtp: await readSmtpView(ctx, ctx.db.client) }
}
