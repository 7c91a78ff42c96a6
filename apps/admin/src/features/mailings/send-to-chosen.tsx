import { people } from '../../lib/format.ts'
import { MOST_CHOSEN, toChosen } from './mailing-target.ts'
import { SendClaimLinks } from './send-claim-links.tsx'

export interface SendToChosenProps {
  ids: ReadonlySet<string>
  onStarted: () => void
}

/** Claim links for the people chosen in a list. */
export function SendToChosen({ ids, onStarted }: SendToChosenProps) {
  return (
    <SendClaimLinks
      small
      target={toChosen(ids)}
      label="Send claim links"
      title={`Send claim links to ${people(ids.size)}?`}
      reason={ids.size > MOST_CHOSEN ? TOO_MANY : null}
      onStarted={onStarted}
    />
  )
}

const TOO_MANY =
  'At most 5,000 people can be chosen one by one. Clear the selection and send to everyone the list shows.'
