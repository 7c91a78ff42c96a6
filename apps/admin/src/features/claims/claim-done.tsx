import { Button, Group, Stack, Text } from '@mantine/core'
import { Callout, LinkButton } from '@rollcall/ui'
import type { ClaimView, UserDetailView } from '@rollcall/vocabulary'
import { toFingerprint } from '../../lib/fingerprint.ts'
import { useMay } from '../../lib/permissions.tsx'
import { Fingerprint } from '../../shell/qr/fingerprint.tsx'

export interface ClaimDoneProps {
  user: UserDetailView
  /** The QR that led here; null when the claim came by another way. */
  session: ClaimView | null
  onDismiss: () => void
}

/** The account has just been claimed: what to compare, and where the person is found from now on. */
export function ClaimDone({ user, session, onDismiss }: ClaimDoneProps) {
  const mayDisable = useMay('users.edit')
  const fingerprint = session?.fingerprint ?? toFingerprint(user.did)
  return (
    <Stack gap="md">
      <Callout tone="success" title={`${user.name} is registered`} announce="polite">
        The account belongs to their wallet now, and they can sign in with it.
      </Callout>
      {fingerprint ? (
        <div>
          <Fingerprint value={fingerprint} label="Fingerprint of the wallet" />
          <Text size="sm" c="dimmed" mt="xs">
            Compare it with the one in the wallet of {user.name}. If they differ, someone else has scanned the
            QR: {mayDisable ? 'disable the account at once.' : 'have a manager disable the account at once.'}
          </Text>
        </div>
      ) : null}
      <Group gap="xs">
        <LinkButton href={`/users/${user.id}`}>Open the registered page</LinkButton>
        <Button variant="default" onClick={onDismiss}>
          Dismiss
        </Button>
      </Group>
    </Stack>
  )
}
