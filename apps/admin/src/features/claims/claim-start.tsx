import { Button, Stack, Text } from '@mantine/core'
import { DisabledReason, RelativeTime } from '@rollcall/ui'
import type { UserDetailView } from '@rollcall/vocabulary'
import { QrCode } from 'lucide-react'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { toWalletLook } from '../../lib/wallet-state.ts'
import { SendByEmail } from './send-by-email.tsx'
import type { PersonClaim } from './use-claim.ts'

export interface ClaimStartProps {
  user: UserDetailView
  claim: PersonClaim
  /** Why no QR can be shown; null when it can. */
  qrBlocked: string | null
  /** Why no email can be sent; null when it can. */
  emailBlocked: string | null
}

/** Nothing is open: the two ways to hand the account over. */
export function ClaimStart({ user, claim, qrBlocked, emailBlocked }: ClaimStartProps) {
  const forbidden = useForbiddenReason('claims.open')
  return (
    <Stack gap="sm">
      <Text size="sm">
        {user.name} scans a QR with the Vaultys wallet, and the account is theirs. Show it here when they are
        with you or on a call, or send a link.
      </Text>
      <DisabledReason reason={forbidden ?? qrBlocked}>
        <Button
          fullWidth
          leftSection={<QrCode size={16} aria-hidden />}
          loading={claim.starting}
          onClick={claim.start}
        >
          Show QR
        </Button>
      </DisabledReason>
      <SendByEmail user={user} blocked={emailBlocked} />
      <LastQr claim={claim} />
    </Stack>
  )
}

/** How the last attempt ended, for whoever comes back later. */
function LastQr({ claim: { session } }: { claim: PersonClaim }) {
  if (!session?.finishedAt) return null
  return (
    <Text size="xs" c="dimmed">
      Last QR, shown by {session.openedBy}: {toWalletLook(session).word.replace(/^This code/, 'it')},{' '}
      <RelativeTime value={session.finishedAt} />.
    </Text>
  )
}
