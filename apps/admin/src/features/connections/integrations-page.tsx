import { Page, PageHeader, Panel, StatusBadge } from '@rollcall/ui'
import type { ConnectionView } from '@rollcall/vocabulary'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Building2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { toCheckLook } from '../../lib/check-look.ts'
import { countOf } from '../../lib/format.ts'
import { usePageTitle } from '../../lib/page-title.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { IntegrationEntry } from '../../shell/integration-entry.tsx'

export interface IntegrationsPageProps {
  /** The connections that are pushed to. */
  provisioning: ReactNode
  /** Entries that are not about directories. */
  more: ReactNode
}

/** What the server is connected to. */
export function IntegrationsPage({ provisioning, more }: IntegrationsPageProps) {
  usePageTitle('Integrations')
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.connections.list.queryOptions())
  const entra = data.filter((connection) => connection.kind === 'entra')
  return (
    <Page>
      <PageHeader
        title="Integrations"
        breadcrumbs={[{ label: 'Server settings' }, { label: 'Integrations' }]}
        description="Where people come from, and how this server reaches them."
      />
      <Panel flush>
        <IntegrationEntry
          href="/settings/integrations/entra"
          icon={Building2}
          name="Microsoft Entra ID"
          text="Brings people and groups from a Microsoft tenant and keeps them in step."
          status={<EntraStatus connections={entra} />}
        />
      </Panel>
      {provisioning}
      <Panel flush>{more}</Panel>
    </Page>
  )
}

function EntraStatus({ connections }: { connections: readonly ConnectionView[] }) {
  const [first] = connections
  if (!first) return <StatusBadge tone="neutral">Not connected</StatusBadge>
  if (connections.length === 1) {
    const look = toCheckLook(first.lastCheck?.status)
    return <StatusBadge tone={look.tone}>{look.word}</StatusBadge>
  }
  const failing = connections.filter((connection) => connection.lastCheck?.status === 'fail').length
  if (failing > 0) return <StatusBadge tone="danger">{failing} not working</StatusBadge>
  return <StatusBadge tone="success">{countOf(connections.length, 'tenant', 'tenants')}</StatusBadge>
}
