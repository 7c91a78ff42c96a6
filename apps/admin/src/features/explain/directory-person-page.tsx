import { Group, Stack, Text } from '@mantine/core'
import {
  CopyField,
  KeyValueList,
  LinkButton,
  Page,
  PageHeader,
  PageSkeleton,
  Panel,
  PersonAvatar,
  RelativeTime,
  StatusBadge,
} from '@rollcall/ui'
import type { IdentityWhyView } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { usePageTitle } from '../../lib/page-title.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { GroupPaths } from '../../shell/group-paths.tsx'
import { ProblemState } from '../../shell/problem-state.tsx'
import { WhyList, WhyMeta } from '../../shell/why-list.tsx'
import { HereBadge } from './people-table.tsx'

/** Someone in a directory: why they are a person here or not, and what the directory says. */
export function DirectoryPersonPage({ id }: { id: string }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.connections.personWhy.queryOptions({ id }))
  if (query.data) return <Explained person={query.data} />
  if (query.isError)
    return <ProblemState scope="page" error={query.error} onRetry={() => void query.refetch()} />
  return <PageSkeleton shape="detail" />
}

function Explained({ person }: { person: IdentityWhyView }) {
  usePageTitle(`${person.name} in the directory`)
  return (
    <Page>
      <PageHeader
        breadcrumbs={[
          { label: 'Users', href: '/users' },
          { label: 'Find anyone in the directory', href: '/directory-people' },
          { label: person.name },
        ]}
        title={
          <Group gap="sm" component="span" wrap="nowrap">
            <PersonAvatar name={person.name} size={40} />
            {person.name}
          </Group>
        }
        meta={<HereBadge person={person} />}
        description={person.userPrincipalName ?? person.email ?? 'No email'}
        actions={<NextStep person={person} />}
      />
      <Panel title={person.userId ? 'Why is this person here?' : 'Why is this person not here?'}>
        <Stack gap="lg">
          <div>
            <Text fw={600}>{person.answer.text}</Text>
            <WhyMeta statement={person.answer} />
          </div>
          <WhyList label="What is known" statements={person.statements} />
        </Stack>
      </Panel>
      <DirectoryFacts person={person} />
    </Page>
  )
}

/** The one thing that would change the answer. */
function NextStep({ person: { answer, userId } }: { person: IdentityWhyView }) {
  if (userId) return <LinkButton href={`/users/${userId}`}>Show the person</LinkButton>
  if (answer.kind === 'conflict_waits') return <LinkButton href="/conflicts">Decide the conflict</LinkButton>
  if (answer.kind === 'ignored') return <LinkButton href="/conflicts?status=ignored">Decide again</LinkButton>
  if (answer.kind === 'plan_waits' && answer.runId)
    return <LinkButton href={`/sync-runs/${answer.runId}`}>Review the plan</LinkButton>
  return null
}

function toCopied(label: string, value: string | null) {
  return value && <CopyField label={label} value={value} />
}

function toSeenLabel({ leftAt, connectionKind }: IdentityWhyView): string {
  if (leftAt) return connectionKind === 'scim' ? 'Deleted by the client' : 'Not met again since'
  return connectionKind === 'scim' ? 'Last changed there' : 'Last change seen'
}

function DirectoryFacts({ person }: { person: IdentityWhyView }) {
  const pushed = person.connectionKind === 'scim'
  return (
    <Panel title={`In ${person.connectionName}`}>
      <KeyValueList
        columns={2}
        items={[
          { label: pushed ? 'User name' : 'User principal name', value: person.userPrincipalName },
          { label: 'Email', value: person.email },
          pushed
            ? { label: 'External ID', value: toCopied('external ID', person.externalId) }
            : { label: 'Object ID', value: toCopied('object ID', person.entraId) },
          {
            label: 'Account',
            value: (
              <Group gap={6}>
                <StatusBadge tone={person.accountEnabled ? 'success' : 'danger'}>
                  {person.accountEnabled ? 'Enabled' : 'Disabled'}
                </StatusBadge>
                {person.userType === 'guest' ? <StatusBadge tone="neutral">Guest</StatusBadge> : null}
              </Group>
            ),
          },
          {
            label: toSeenLabel(person),
            value: <RelativeTime value={person.leftAt ?? person.syncedAt} />,
          },
          { label: 'Groups', value: <GroupPaths groups={person.groups} /> },
        ]}
      />
    </Panel>
  )
}
