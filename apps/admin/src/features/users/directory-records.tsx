import { Badge, Group } from '@mantine/core'
import { CopyField, EmptyState, KeyValueList, Panel, RelativeTime, StatusBadge } from '@rollcall/ui'
import type { DirectoryRecordView, UserDetailView } from '@rollcall/vocabulary'
import { FolderX } from 'lucide-react'
import { LeftBadge } from './user-state.tsx'

/** What each connected directory says about a person, as it was last read. */
export function DirectoryRecords({ user }: { user: UserDetailView }) {
  if (user.directory.length === 0) {
    return (
      <Panel title="Directory">
        <EmptyState
          icon={FolderX}
          title="No directory holds this person"
          text="The account was made here, or its directory was disconnected. No sync changes it."
        />
      </Panel>
    )
  }
  return user.directory.map((record) => <DirectoryRecord key={record.connectionId} record={record} />)
}

function DirectoryRecord({ record }: { record: DirectoryRecordView }) {
  return (
    <Panel
      title={`In ${record.connectionName}`}
      description={
        <>
          Last read <RelativeTime value={record.syncedAt} />
        </>
      }
      actions={<LeftBadge leftAt={record.leftAt} />}
    >
      <KeyValueList
        columns={2}
        items={[
          { label: 'User principal name', value: record.userPrincipalName },
          { label: 'Object ID', value: <CopyField label="object ID" value={record.entraId} /> },
          { label: 'Account', value: <AccountState record={record} /> },
          { label: 'Job title', value: record.profile.jobTitle },
          { label: 'Department', value: record.profile.department },
          { label: 'Company', value: record.companyName },
          { label: 'Office', value: record.officeLocation },
          { label: 'Groups in scope', value: <Groups record={record} /> },
        ]}
      />
    </Panel>
  )
}

function AccountState({ record }: { record: DirectoryRecordView }) {
  return (
    <Group gap={6}>
      <StatusBadge tone={record.accountEnabled ? 'success' : 'danger'}>
        {record.accountEnabled ? 'Enabled' : 'Disabled'}
      </StatusBadge>
      {record.userType === 'guest' ? <StatusBadge tone="neutral">Guest</StatusBadge> : null}
    </Group>
  )
}

function Groups({ record }: { record: DirectoryRecordView }) {
  if (record.groups.length === 0) return <>None of the selected groups</>
  return (
    <Group gap={4}>
      {record.groups.map((group) => (
        <Badge key={group.id} color="gray">
          {group.name}
        </Badge>
      ))}
    </Group>
  )
}
