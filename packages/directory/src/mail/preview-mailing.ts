import { countRecipients } from '@rollcall/db'
import { type MailingPreviewView, startMailingInput } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { MOST_RECIPIENTS, refuseTooMany, toRecipientWish } from './recipient-wish.ts'
import { requireSmtp } from './require-smtp.ts'

/**
 * Whom a mailing would reach, and how many it would pass over and why. Refuses what starting it would refuse:
 * `email_unavailable` without a mail server, `too_large` beyond 10,000 people.
 */
export async function previewMailing({
  ctx,
  input,
}: Call<z.input<typeof startMailingInput>>): Promise<MailingPreviewView> {
  const wanted = parseInput(startMailingInput, input)
  const { client } = ctx.db
  await requireSmtp(client)
  const wish = await toRecipientWish(ctx, wanted)
  const { total, ...counts } = await countRecipients(client, wish, MOST_RECIPIENTS + 1)
  refuseTooMany(total)
  // People who were named and are gone by now cannot claim anything either.
  const gone = 'userIds' in wish ? wish.userIds.length - total : 0
  return { ...counts, notUnclaimed: counts.notUnclaimed + gone }
}
