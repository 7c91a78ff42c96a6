import {
  DataTable,
  DisabledReason,
  EmptyState,
  LinkButton,
  MobileRow,
  Page,
  PageHeader,
  Panel,
  PersonCell,
  RelativeTime,
  StatusBadge,
  type DataColumn,
} from '@rollcall/ui'
import type { ConnectionView } from '@rollcall/vocabulary'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Plug, Plus } from 'lucide-react'
import { toCheckLook } from '../../lib/check-look.ts'
import { countOf } from '../../lib/format.ts'
import { usePageTitle } from '../../lib/page-title.ts'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { toRunLook } from '../../lib/run-status.ts'
import { useTRPC } from '../../lib/trpc.ts'

const numbers = new Intl.NumberFormat('en-US')

const columns: readonly DataColumn<ConnectionView>[] = [
  {
    id: 'name',
    header: 'Connection',
    cell: (connection) => (
      <PersonCell name={connection.displayName} detail={connection.directoryId ?? undefined} />
    ),
  },
  {
    id: 'check',
    header: 'Connection check',
    width: 210,
    cell: (connection) => <CheckState connection={connection} />,
  },
  {
    id: 'people',
    header: 'People',
    width: 100,
    align: 'right',
    cell: (connection) => <span className="ui-tabular">{numbers.format(connection.people.linked)}</span>,
  },
  {
    id: 'run',
    header: 'Last sync',
    width: 200,
    hideBelow: 'md',
    cell: (connection) => <LastRun connection={connection} />,
  },
]

export function EntraListPage() {
  usePageTitle('Microsoft Entra ID')
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.connections.list.queryOptions())
  const rows = data.filter((connection) => connection.kind === 'entra')
  return (
    <Page>
      <PageHeader
        title="Microsoft Entra ID"
        breadcrumbs={[
          { label: 'Integrations', href: '/settings/integrations' },
          { label: 'Microsoft Entra ID' },
        ]}
        description="Each connection reads one tenant."
        actions={
          <ConnectAction label={rows.length > 0 ? 'Connect another tenant' : 'Connect Microsoft Entra ID'} />
        }
      />
      <Panel flush>
        <DataTable<ConnectionView>
          caption="Connections to Microsoft Entra ID"
          columns={columns}
          rows={rows}
          rowKey={(connection) => connection.id}
          rowHref={(connection) => `/settings/integrations/entra/${connection.id}`}
          renderMobile={(connection) => (
            <MobileRow
              title={connection.displayName}
              detail={<CheckState connection={connection} />}
              end={countOf(connection.people.linked, 'person', 'people')}
            />
          )}
          empty={
            <EmptyState
              icon={Plug}
              title="No tenant is connected"
              text="An administrator connects one with three values from Entra; a guide leads through it."
              action={<ConnectAction label="Connect Microsoft Entra ID" />}
            />
          }
        />
      </Panel>
    </Page>
  )
}

function ConnectAction({ label }: { label: string }) {
  return (
    <DisabledReason reason={useForbiddenReason('connections.edit')}>
      <LinkButton href="/settings/integrations/entra/new" leftSection={<Plus size={16} aria-hidden />}>
        {label}
      </LinkButton>
    </DisabledReason>
  )
}

function CheckState({ connection }: { connection: ConnectionView }) {
  const look = toCheckLook(connection.lastCheck?.status)
  return <StatusBadge tone={look.tone}>{look.word}</StatusBadge>
}

function LastRun({ connection: { lastRun } }: { connection: ConnectionView }) {
  if (!lastRun) return <>Never synced</>
  const look = toRunLook(lastRun.status)
  return (
    <>
      {look.word} {lastRun.finishedAt ? <RelativeTime value={lastRun.finishedAt} /> : null}
    </>
  )
}
