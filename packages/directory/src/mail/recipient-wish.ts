import type { RecipientWish } from '@rollcall/db'
import type { startMailingInput } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Context } from '../context.ts'
import { DirectoryError } from '../errors.ts'
import { toUserFilter } from '../users/user-filter.ts'

/** A mailing reaches at most so many people; a directory is written to part by part. */
export const MOST_RECIPIENTS = 10_000

const NOBODY: RecipientWish = { userIds: [] }

/**
 * Whom a mailing is meant for, in the database's words. Claim links are for unclaimed people alone: a filter for others,
 * like one that names a realm nobody knows, is meant for nobody.
 */
export async function toRecipientWish(
  ctx: Context,
  { userIds, filter }: z.output<typeof startMailingInput>,
): Promise<RecipientWish> {
  if (userIds) return { userIds: [...new Set(userIds)] }
  if (!filter || filter.claimed === true || filter.status === 'disabled') return NOBODY
  const found = await toUserFilter(ctx, filter)
  return found ? { filter: found } : NOBODY
}

export function refuseTooMany(people: number): void {
  if (people <= MOST_RECIPIENTS) return
  throw new DirectoryError(
    'too_large',
    `One mailing reaches at most ${MOST_RECIPIENTS.toLocaleString('en')} people, and this list holds more. Narrow it down, by realm for example, and send several.`,
  )
}
