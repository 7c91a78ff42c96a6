import { Group, Stack, Text } from '@mantine/core'
import { DataTable, PersonCell, RelativeTime, StatusBadge, type DataColumn } from '@rollcall/ui'
import { ROLE_LABELS, type InvitationView } from '@rollcall/vocabulary'
import type { ReactNode } from 'react'
import { RealmChips } from '../../shell/realm-chips.tsx'
import { InvitationActions } from './invitation-actions.tsx'
import { isOnItsWay, STATE_LOOKS, toMessageProblem } from './invitation-words.ts'

const COLUMNS: readonly DataColumn<InvitationView>[] = [
  { id: 'person', header: 'Person', cell: (invitation) => <Person invitation={invitation} /> },
  { id: 'state', header: 'State', width: 120, cell: (invitation) => <State invitation={invitation} /> },
  {
    id: 'role',
    header: 'Role',
    width: 100,
    hideBelow: 'md',
    cell: (invitation) => ROLE_LABELS[invitation.role],
  },
  {
    id: 'realms',
    header: 'Realms',
    width: 200,
    hideBelow: 'xl',
    cell: (invitation) => <RealmChips realms={invitation.realms} />,
  },
  { id: 'sent', header: 'Message', wrap: true, cell: (invitation) => <Message invitation={invitation} /> },
  { id: 'ends', header: 'Ends', width: 120, cell: (invitation) => <Ends invitation={invitation} /> },
  {
    id: 'actions',
    header: 'Actions',
    headerHidden: true,
    width: 220,
    align: 'right',
    cell: (invitation) => <InvitationActions invitation={invitation} />,
  },
]

export interface InvitationTableProps {
  invitations: readonly InvitationView[]
  loading: boolean
  empty: ReactNode
}

/** Invitations with where each stands; a row leads to the person. */
export function InvitationTable({ invitations, loading, empty }: InvitationTableProps) {
  return (
    <DataTable
      caption="Invitations, newest first"
      columns={COLUMNS}
      rows={invitations}
      rowKey={(invitation) => invitation.id}
      loading={loading}
      loadingRows={6}
      empty={empty}
      renderMobile={(invitation) => <MobileInvitation invitation={invitation} />}
    />
  )
}

interface PartProps {
  invitation: InvitationView
}

function Person({ invitation: { userId, name, email } }: PartProps) {
  return <PersonCell name={name} detail={email} href={`/users/${userId}`} />
}

function State({ invitation }: PartProps) {
  const { tone, word, icon } = STATE_LOOKS[invitation.state]
  return (
    <StatusBadge tone={tone} icon={icon}>
      {word}
    </StatusBadge>
  )
}

/** When the link in use was sent and by whom, or why it did not arrive. */
function Message({ invitation }: PartProps) {
  const problem = toMessageProblem(invitation)
  if (problem) {
    return (
      <Text span inherit c={invitation.message?.status === 'failed' ? 'var(--ui-danger-fg)' : undefined}>
        {problem}
      </Text>
    )
  }
  if (isOnItsWay(invitation)) return <>On its way</>
  return (
    <>
      Sent <RelativeTime value={invitation.sentAt} /> by {invitation.invitedBy}
    </>
  )
}

function Ends({ invitation: { state, expiresAt } }: PartProps) {
  if (state === 'accepted' || state === 'revoked') return null
  return <RelativeTime value={expiresAt} />
}

function MobileInvitation({ invitation }: PartProps) {
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Person invitation={invitation} />
        <State invitation={invitation} />
      </Group>
      <Text size="xs" c="dimmed" component="div">
        {ROLE_LABELS[invitation.role]} · <Message invitation={invitation} />
      </Text>
      <InvitationActions invitation={invitation} />
    </Stack>
  )
}
