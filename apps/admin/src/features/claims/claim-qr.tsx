import { Button } from '@mantine/core'
import type { ClaimView } from '@rollcall/vocabulary'
import { QrPanel } from '../../shell/qr/qr-panel.tsx'
import type { PersonClaim } from './use-claim.ts'

/** The QR that this browser shows, from the first second to its end. */
export function ClaimQr({ session, claim }: { session: ClaimView; claim: PersonClaim }) {
  return (
    <QrPanel
      key={session.id}
      session={session}
      clockSkewMs={claim.clockSkewMs}
      connectionLost={claim.connectionLost}
      renewing={claim.starting}
      onRenew={claim.start}
    />
  )
}

/** Stands in the head of the card, so that the code and what belongs to it stay together. */
export function CloseQr({ session, claim }: { session: ClaimView; claim: PersonClaim }) {
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={claim.cancelling}
      onClick={() => claim.cancel(session.id)}
    >
      Close QR
    </Button>
  )
}
