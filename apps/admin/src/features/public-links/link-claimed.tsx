import { Stack, Text } from '@mantine/core'
import { LinkButton } from '@rollcall/ui'
import type { WalletSessionView } from '@rollcall/vocabulary'
import { PublicFrame } from '../../shell/public-frame.tsx'
import { Fingerprint } from '../../shell/qr/fingerprint.tsx'

/** The account is theirs: what to compare with the wallet, and where to go. */
export function LinkClaimed({ session }: { session: WalletSessionView }) {
  return (
    <PublicFrame
      title="The account is yours"
      description="From now on you sign in with your wallet, and the link in the message no longer works."
    >
      <Stack>
        {session.fingerprint ? (
          <div>
            <Fingerprint value={session.fingerprint} label="Fingerprint of your wallet" />
            <Text size="sm" c="dimmed" mt="xs">
              Your wallet shows the same. If it does not, another wallet has answered: tell whoever sent you
              the link right away.
            </Text>
          </div>
        ) : null}
        <LinkButton href="/sign-in" size="md" fullWidth>
          Sign in
        </LinkButton>
      </Stack>
    </PublicFrame>
  )
}
