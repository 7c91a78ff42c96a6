import {
  CodeBlock,
  CopyField,
  DataTable,
  EmptyState,
  formatCount,
  KeyValueList,
  LinkButton,
  Page,
  PageHeader,
  Panel,
  PersonCell,
  RelativeTime,
  StatusBadge,
  UiLink,
  type DataColumn,
  type KeyValue,
} from '@rollcall/ui'
import type { ConnectionId, scimResourceView } from '@rollcall/vocabulary'
import { Users } from 'lucide-react'
import type * as z from 'zod'
import { usePageTitle } from '../../lib/page-title.ts'
import { useMay } from '../../lib/permissions.tsx'
import { readMoment, readText, toResourceName } from './resource-words.ts'
import { SECTION_PERMISSIONS, toResourceHref, toSectionHref } from './sections.ts'
import { useConnectionName } from './use-connection-name.ts'
import { Active } from './user-resources.tsx'

export type ResourceView = z.infer<typeof scimResourceView>

export interface ResourcePageProps {
  connectionId: ConnectionId
  view: ResourceView
}

/** One resource exactly as the client gets it, with who or what it is here. */
export function ResourcePage({ connectionId, view }: ResourcePageProps) {
  const name = toResourceName(view)
  usePageTitle(`${name} · Provisioned resource`)
  return (
    <Page>
      <Header connectionId={connectionId} view={view} name={name} />
      <Panel title={view.type === 'User' ? 'The person' : 'The group'}>
        <KeyValueList columns={2} items={toFacts(view)} />
      </Panel>
      {view.type === 'Group' ? <Members connectionId={connectionId} view={view} /> : null}
      <Panel
        title="As the client gets it"
        description={view.type === 'Group' ? 'Its members are listed above.' : undefined}
      >
        <CodeBlock label="the resource" code={JSON.stringify(view.resource, null, 2)} />
      </Panel>
    </Page>
  )
}

function Header({ connectionId, view, name }: ResourcePageProps & { name: string }) {
  const connection = useConnectionName(connectionId)
  const mayDecide = useMay('conflicts.read')
  const mayMap = useMay(SECTION_PERMISSIONS.groups)
  const type = view.type === 'Group' ? 'Group' : undefined
  return (
    <PageHeader
      title={name}
      breadcrumbs={[
        ...(connection
          ? [
              { label: 'Integrations', href: '/settings/integrations' },
              { label: connection, href: toSectionHref(connectionId, 'setup') },
            ]
          : []),
        { label: 'Resources', href: toSectionHref(connectionId, 'resources', { type }) },
        { label: name },
      ]}
      meta={view.type === 'User' ? <Active active={view.resource['active'] !== false} /> : null}
      description={view.type === 'User' ? readText(view.resource, 'userName') : undefined}
      actions={
        <>
          <LinkButton variant="default" href={toSectionHref(connectionId, 'requests', { resource: view.id })}>
            Show its requests
          </LinkButton>
          {view.userId ? <LinkButton href={`/users/${view.userId}`}>Show the person</LinkButton> : null}
          {view.type === 'User' && !view.userId && mayDecide ? (
            <LinkButton href="/conflicts">Decide who this is</LinkButton>
          ) : null}
          {view.type === 'Group' && mayMap ? (
            <LinkButton href={toSectionHref(connectionId, 'groups')}>Map to a realm</LinkButton>
          ) : null}
        </>
      }
    />
  )
}

function toFacts({ id, type, resource, userId, memberCount }: ResourceView): KeyValue[] {
  const externalId = readText(resource, 'externalId')
  const created = readMoment(resource, 'created')
  const changed = readMoment(resource, 'lastModified')
  return [
    ...(type === 'User'
      ? [
          { label: 'User name', value: readText(resource, 'userName') },
          {
            label: 'Here',
            value: userId ? 'Linked to a person' : 'Not linked: a conflict waits for a decision',
          },
        ]
      : [{ label: 'Members', value: formatCount(memberCount) }]),
    { label: 'ID given by this server', value: <CopyField label="ID" value={id} /> },
    {
      label: 'External ID, given by the client',
      value: externalId ? <CopyField label="external ID" value={externalId} /> : null,
    },
    { label: 'First received', value: created ? <RelativeTime value={created} /> : null },
    { label: 'Last changed by the client', value: changed ? <RelativeTime value={changed} /> : null },
  ]
}

type Member = ResourceView['members'][number]

const MEMBER_COLUMNS: readonly DataColumn<Member>[] = [
  { id: 'member', header: 'Member', cell: (member) => <PersonCell name={member.name} /> },
  {
    id: 'here',
    header: 'Here',
    width: 160,
    cell: (member) => <MemberHere member={member} />,
  },
]

function MemberHere({ member }: { member: Member }) {
  if (!member.userId) return <StatusBadge tone="warning">Not linked</StatusBadge>
  return (
    <UiLink href={`/users/${member.userId}`} className="ui-link" aria-label={`Show ${member.name} here`}>
      Show the person
    </UiLink>
  )
}

function Members({ connectionId, view }: ResourcePageProps) {
  const more = view.memberCount - view.members.length
  return (
    <Panel
      flush
      title="Members"
      description={
        more > 0
          ? `The first ${formatCount(view.members.length)} of ${formatCount(view.memberCount)}.`
          : undefined
      }
    >
      <DataTable<Member>
        caption="Members of the group"
        columns={MEMBER_COLUMNS}
        rows={view.members}
        rowKey={(member) => member.id}
        rowHref={(member) => toResourceHref(connectionId, member.id)}
        renderMobile={(member) => <PersonCell name={member.name} />}
        empty={
          <EmptyState
            icon={Users}
            title="Nobody is in this group"
            text="Entra creates groups empty and adds their members a little later."
          />
        }
      />
    </Panel>
  )
}
