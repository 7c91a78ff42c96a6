import { Badge, Group } from '@mantine/core'
import {
  CopyField,
  EmptyState,
  KeyValueList,
  LinkButton,
  Panel,
  RelativeTime,
  StatusBadge,
  type KeyValue,
} from '@rollcall/ui'
import type { DirectoryRecordView, UserDetailView } from '@rollcall/vocabulary'
import { FolderX } from 'lucide-react'
import { toConnectionHref } from '../../lib/connection-href.ts'
import { useMay } from '../../lib/permissions.tsx'
import { LeftBadge } from './user-state.tsx'

/** What each connected directory says about a person, as it was last read. */
export function DirectoryRecords({ user }: { user: UserDetailView }) {
  if (user.directory.length === 0) {
    return (
      <Panel title="Directory">
        <EmptyState
          icon={FolderX}
          title="No directory holds this person"
          text="The account was made here, or its directory was disconnected. Nothing changes it from outside."
        />
      </Panel>
    )
  }
  return user.directory.map((record) => <DirectoryRecord key={record.connectionId} record={record} />)
}

function DirectoryRecord({ record }: { record: DirectoryRecordView }) {
  const mayOpen = useMay('provisioning.read')
  const pushed = record.connectionKind === 'scim'
  return (
    <Panel
      title={`In ${record.connectionName}`}
      description={
        <>
          {pushed ? 'Sent here, last changed there' : 'Last read'} <RelativeTime value={record.syncedAt} />
        </>
      }
      actions={
        <>
          <LeftBadge leftAt={record.leftAt} />
          {pushed && mayOpen ? (
            <LinkButton size="xs" variant="default" href={toResourceHref(record)}>
              Show what was sent
            </LinkButton>
          ) : null}
        </>
      }
    >
      <KeyValueList
        columns={2}
        items={[
          {
            label: pushed ? 'User name' : 'User principal name',
            value: record.userPrincipalName,
          },
          pushed ? toExternalId(record) : toObjectId(record),
          { label: 'Account', value: <AccountState record={record} /> },
          { label: 'Job title', value: record.profile.jobTitle },
          { label: 'Department', value: record.profile.department },
          { label: 'Company', value: record.companyName },
          { label: 'Office', value: record.officeLocation },
          { label: pushed ? 'Groups' : 'Groups in scope', value: <Groups record={record} /> },
        ]}
      />
    </Panel>
  )
}

function toObjectId({ entraId }: DirectoryRecordView): KeyValue {
  return { label: 'Object ID', value: entraId && <CopyField label="object ID" value={entraId} /> }
}

function toExternalId({ externalId }: DirectoryRecordView): KeyValue {
  return { label: 'External ID', value: externalId && <CopyField label="external ID" value={externalId} /> }
}

function toResourceHref({ connectionId, identityId }: DirectoryRecordView): string {
  return `${toConnectionHref({ id: connectionId, kind: 'scim' })}/resources/${identityId}`
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
  if (record.groups.length === 0)
    return <>{record.connectionKind === 'scim' ? 'None that was sent' : 'None of the selected groups'}</>
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
