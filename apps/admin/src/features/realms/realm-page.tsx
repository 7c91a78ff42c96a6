import { Badge, Group } from '@mantine/core'
import {
  CopyField,
  KeyValueList,
  LinkButton,
  Page,
  PageHeader,
  PageSkeleton,
  Panel,
  RelativeTime,
} from '@rollcall/ui'
import type { RealmId, RealmView } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { people } from '../../lib/format.ts'
import { usePageTitle } from '../../lib/page-title.ts'
import { useMay } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { DeleteRealm } from './delete-realm.tsx'
import { EditRealm } from './edit-realm.tsx'
import { RealmDot } from './realm-color.tsx'
import { RealmMembers } from './realm-members.tsx'

export interface RealmPageProps {
  id: RealmId
  search: string
  onSearch: (search: string) => void
}

/** One realm: what fills it and who is in it. */
export function RealmPage({ id, search, onSearch }: RealmPageProps) {
  const trpc = useTRPC()
  const query = useQuery(trpc.realms.get.queryOptions({ id }))
  const realm = query.data
  usePageTitle(realm?.name ?? 'Realm')
  if (!realm) {
    if (!query.isError) return <PageSkeleton shape="detail" />
    return <ProblemState scope="page" error={query.error} onRetry={() => void query.refetch()} />
  }
  return (
    <Page>
      <PageHeader
        breadcrumbs={[{ label: 'Realms', href: '/realms' }, { label: realm.name }]}
        title={
          <Group gap="sm" component="span" wrap="nowrap">
            <RealmDot color={realm.color} size={16} />
            {realm.name}
          </Group>
        }
        description={realm.description ?? people(realm.memberCount)}
        actions={
          <>
            <DeleteRealm realm={realm} />
            <EditRealm realm={realm} />
          </>
        }
      />
      <Panel title="How it is filled">
        <KeyValueList
          columns={2}
          items={[
            { label: 'Members', value: people(realm.memberCount) },
            { label: 'Mapped groups', value: <MappedGroups realm={realm} /> },
            { label: 'Address', value: <CopyField label="address" value={realm.slug} head={40} /> },
            { label: 'Created', value: <RelativeTime value={realm.createdAt} /> },
          ]}
        />
      </Panel>
      <RealmMembers realm={realm} search={search} onSearch={onSearch} />
    </Page>
  )
}

function MappedGroups({ realm }: { realm: RealmView }) {
  const mayRead = useMay('connections.read')
  const first = realm.mappedGroups[0]
  if (!first) return <>None; members come by hand only</>
  return (
    <Group gap={6}>
      {realm.mappedGroups.map((group) => (
        <Badge key={`${group.connectionId} ${group.groupId}`} color="gray">
          {group.groupName ?? group.groupId}
        </Badge>
      ))}
      {mayRead ? (
        <LinkButton variant="subtle" size="compact-xs" href={`/sync/${first.connectionId}?step=map`}>
          Change mapping
        </LinkButton>
      ) : null}
    </Group>
  )
}
