import { Button } from '@mantine/core'
import { Callout, RelativeTime } from '@rollcall/ui'
import type { ClaimView } from '@rollcall/vocabulary'
import { StateLine } from '../../shell/qr/state-line.tsx'
import type { PersonClaim } from './use-claim.ts'

/** Another browser shows the QR: who, since when, how it goes, and the way to take over. */
export function OpenElsewhere({ session, claim }: { session: ClaimView; claim: PersonClaim }) {
  return (
    <>
      <Callout
        tone="info"
        title="A QR is open in another browser"
        action={
          <Button variant="default" size="compact-sm" loading={claim.starting} onClick={claim.start}>
            Show a new QR here instead
          </Button>
        }
      >
        Shown by {session.openedBy}, <RelativeTime value={session.createdAt} />. A new one ends it.
      </Callout>
      <StateLine session={session} clockSkewMs={claim.clockSkewMs} connectionLost={claim.connectionLost} />
    </>
  )
}
