import { Page, PageHeader, Panel, StatusBadge, UiLink } from '@rollcall/ui'
import type { ConnectionView } from '@rollcall/vocabulary'
import { useSuspenseQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { toCheckLook } from '../../lib/check-look.ts'
import { countOf } from '../../lib/format.ts'
import { usePageTitle } from '../../lib/page-title.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { EntraMark } from './entra-mark.tsx'
import classes from './integrations-page.module.css'

export function IntegrationsPage() {
  usePageTitle('Integrations')
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.connections.list.queryOptions())
  const entra = data.filter((connection) => connection.kind === 'entra')
  return (
    <Page>
      <PageHeader
        title="Integrations"
        breadcrumbs={[{ label: 'Server settings' }, { label: 'Integrations' }]}
        description="Where people come from."
      />
      <Panel flush>
        <UiLink href="/settings/integrations/entra" className={classes.entry}>
          <EntraMark />
          <span className={classes.words}>
            <span className={classes.name}>Microsoft Entra ID</span>
            <span className={classes.text}>
              Brings people and groups from a Microsoft tenant and keeps them in step.
            </span>
          </span>
          <EntraStatus connections={entra} />
          <ChevronRight size={18} aria-hidden className={classes.arrow} />
        </UiLink>
      </Panel>
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
