import { formatCount } from '@rollcall/ui'
import { people } from '../../lib/format.ts'
import type { MailingTarget } from './mailing-target.ts'
import { SendClaimLinks } from './send-claim-links.tsx'

export interface SendToListedProps {
  filter: NonNullable<MailingTarget['filter']>
  /** Undefined while it is not known. */
  total: number | undefined
  /** True when more are listed than were counted. */
  totalIsLeast: boolean
  chosen: number
}

/** Claim links for everyone a list of unclaimed people shows, over all its pages. */
export function SendToListed({ filter, total, totalIsLeast, chosen }: SendToListedProps) {
  const amount = total === undefined ? '' : ` ${formatCount(total, totalIsLeast)}`
  return (
    <SendClaimLinks
      target={{ filter }}
      label={`Send claim links to all${amount}`}
      title="Send claim links to this list?"
      reason={toReason(total, totalIsLeast && !filter.search, chosen)}
    />
  )
}

/** What a search finds is counted to its end only when it is written to, and refused then when it is too much. */
function toReason(total: number | undefined, isTooMuch: boolean, chosen: number): string | null {
  if (chosen > 0)
    return `${people(chosen)} ${chosen === 1 ? 'is' : 'are'} selected. Send to them from the bar over the table, or clear the selection to send to everyone shown.`
  if (total === undefined) return 'The list is still loading.'
  if (total === 0) return 'Nobody is in this list.'
  if (isTooMuch)
    return 'At most 10,000 people can be written to at once. Narrow the list by realm, connection or search.'
  return null
}
