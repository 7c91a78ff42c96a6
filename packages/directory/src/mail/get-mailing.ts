import { mailingId, type MailingView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { readMailingView } from './read-mailing-view.ts'

const schema = z.object({ id: mailingId })

/** One mailing with its counts. */
export async function getMailing({ ctx, input }: Call<{ id: string }>): Promise<MailingView> {
  const { id } = parseInput(schema, input)
  return readMailingView(ctx.db.client, id)
}
