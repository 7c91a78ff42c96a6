import { userId, type startMailingInput } from '@rollcall/vocabulary'
import type * as z from 'zod'

/** Whom a mailing is for: chosen people, or everyone a filtered list of unclaimed people shows. */
export type MailingTarget = z.input<typeof startMailingInput>

/** The most that can be chosen one by one, and that a list may hold. */
export const MOST_CHOSEN = 5000

/** Ids that fit into the address of one request. */
const IDS_PER_REQUEST = 80

export function toChosen(selected: ReadonlySet<string>): MailingTarget {
  return { userIds: [...selected].map((id) => userId.parse(id)) }
}

/** The same people in pieces that a request for a preview can name. */
export function toPreviewTargets(target: MailingTarget): MailingTarget[] {
  const { userIds } = target
  if (userIds === undefined || userIds.length <= IDS_PER_REQUEST) return [target]
  const pieces: MailingTarget[] = []
  for (let start = 0; start < userIds.length; start += IDS_PER_REQUEST) {
    pieces.push({ userIds: userIds.slice(start, start + IDS_PER_REQUEST) })
  }
  return pieces
}
