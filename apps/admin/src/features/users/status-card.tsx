import { Button, Group, Stack, Text, Title } from '@mantine/core'
import {
  ConfirmDialog,
  CopyField,
  DisabledReason,
  KeyValueList,
  Panel,
  RelativeTime,
  type KeyValue,
} from '@rollcall/ui'
import { ROLE_LABELS, type UserDetailView } from '@rollcall/vocabulary'
import { useState } from 'react'
import { toFingerprint } from '../../lib/fingerprint.ts'
import { Allowed } from '../../lib/permissions.tsx'
import { toastDone, toastProblem } from '../../lib/toasts.tsx'
import { DeletePerson } from './delete-person.tsx'
import type { EditRights } from './edit-rights.ts'
import { useUpdateUser } from './use-update-user.ts'
import { toUserState, UserStateBadge, type UserState } from './user-state.tsx'

export interface StatusCardProps {
  user: UserDetailView
  rights: EditRights
}

const MEANINGS: Record<UserState, string> = {
  registered: 'The account belongs to this person, who can sign in.',
  unclaimed:
    'The account waits for its person. Nobody can sign in with it until it is claimed with a wallet.',
  disabled: 'Nobody can sign in with this account, and it cannot be claimed.',
}

/** Where the account stands, and what can be done about it. */
export function StatusCard({ user, rights }: StatusCardProps) {
  const state = toUserState(user)
  return (
    <Panel title="Account" actions={<UserStateBadge user={user} />}>
      <Stack gap="md">
        <Text size="sm">{user.disabledReason ?? MEANINGS[state]}</Text>
        <KeyValueList items={toFacts(user)} />
        {user.registeredAt ? <Wallet user={user} /> : null}
        <Allowed permission="users.edit">
          <Group gap="xs">
            <EnableButton user={user} rights={rights} />
            <DeletePerson user={user} reason={rights.remove} />
          </Group>
        </Allowed>
      </Stack>
    </Panel>
  )
}

function toFacts(user: UserDetailView): KeyValue[] {
  const facts: KeyValue[] = [{ label: 'Role', value: ROLE_LABELS[user.role] }]
  if (user.registeredAt)
    facts.push({ label: 'Registered', value: <RelativeTime value={user.registeredAt} /> })
  if (user.hasPassword) facts.push({ label: 'Password', value: 'Can also sign in with a password' })
  if (user.leftAt) facts.push({ label: 'Left the directory', value: <RelativeTime value={user.leftAt} /> })
  return [
    ...facts,
    { label: 'Added', value: <RelativeTime value={user.createdAt} /> },
    { label: 'Updated', value: <RelativeTime value={user.updatedAt} /> },
    { label: 'User ID', value: <CopyField label="user ID" value={user.id} /> },
  ]
}

/** What the person signs in with; the fingerprint is what their wallet shows. */
function Wallet({ user }: { user: UserDetailView }) {
  if (!user.did) {
    return (
      <Text size="sm" c="dimmed">
        No wallet is bound to this account.
      </Text>
    )
  }
  const items: KeyValue[] = [{ label: 'DID', value: <CopyField label="DID" value={user.did} head={16} /> }]
  const fingerprint = toFingerprint(user.did)
  if (fingerprint) items.push({ label: 'Fingerprint', value: <span className="ui-mono">{fingerprint}</span> })
  if (user.claimedAt) items.push({ label: 'Claimed', value: <RelativeTime value={user.claimedAt} /> })
  return (
    <div>
      <Title order={3} fz="sm" mb="xs">
        Wallet
      </Title>
      <KeyValueList items={items} />
    </div>
  )
}

function EnableButton({ user, rights }: StatusCardProps) {
  const [asking, setAsking] = useState(false)
  const update = useUpdateUser(user)
  const disabled = user.status === 'disabled'
  function change() {
    update.mutate(
      { id: user.id, status: disabled ? 'active' : 'disabled' },
      {
        onSuccess: (next) =>
          toastDone(disabled ? `${next.name} is enabled again.` : `${next.name} is disabled.`),
        onError: (error) =>
          toastProblem(`${user.name} could not be ${disabled ? 'enabled' : 'disabled'}`, error),
      },
    )
  }
  return (
    <>
      <DisabledReason reason={rights.status}>
        <Button
          variant="default"
          loading={update.isPending}
          onClick={() => (disabled ? change() : setAsking(true))}
        >
          {disabled ? 'Enable account' : 'Disable account'}
        </Button>
      </DisabledReason>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={change}
        title={`Disable ${user.name}?`}
        confirmLabel="Disable account"
        losses={[
          'Sessions and API keys of this person end at once.',
          'Signing in and claiming the account are no longer possible.',
          'Syncs and requests keep the account disabled until someone enables it here.',
        ]}
      >
        The profile, realms and history stay, and the account can be enabled again.
      </ConfirmDialog>
    </>
  )
}
