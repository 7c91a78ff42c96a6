import { CopyField, CountTabs, DisabledReason, LinkButton, Page, PageHeader, StatusBadge } from '@rollcall/ui'
import type { ConnectionId, ConnectionView } from '@rollcall/vocabulary'
import { useSuspenseQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { toCheckLook } from '../../lib/check-look.ts'
import { usePageTitle } from '../../lib/page-title.ts'
import { useForbiddenReason, useMay } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { ConnectionPeople } from './connection-people.tsx'
import { CredentialsPanel } from './credentials-panel.tsx'
import { DeletePanel } from './delete-panel.tsx'
import { PoliciesPanel } from './policies-panel.tsx'
import { ReadEveryoneButton } from './read-everyone-button.tsx'
import { SetupGuide } from './setup-guide.tsx'

export const CONNECTION_SECTIONS = ['connection', 'rules', 'guide', 'danger'] as const
export type ConnectionSection = (typeof CONNECTION_SECTIONS)[number]

const LABELS: Record<ConnectionSection, string> = {
  connection: 'Credentials & check',
  rules: 'Scope & rules',
  guide: 'Setup guide',
  danger: 'Danger zone',
}

/** The next run moves on while the page is open. */
const REFRESH_MS = 30_000

export interface ConnectionPageProps {
  id: ConnectionId
  section: ConnectionSection
  /** Checks the connection; shown with the credentials. */
  renderCheck: (connection: ConnectionView) => ReactNode
}

export function ConnectionPage({ id, section, renderCheck }: ConnectionPageProps) {
  const trpc = useTRPC()
  const { data: connection } = useSuspenseQuery({
    ...trpc.connections.get.queryOptions({ id }),
    refetchInterval: REFRESH_MS,
  })
  usePageTitle(`${connection.displayName} · ${LABELS[section]}`)
  return (
    <Page>
      <ConnectionHeader connection={connection} />
      <SectionTabs id={id} section={section} />
      {section === 'connection' ? (
        <>
          <ConnectionPeople connection={connection} />
          {renderCheck(connection)}
          <CredentialsPanel connection={connection} />
        </>
      ) : null}
      {section === 'rules' ? <PoliciesPanel connection={connection} /> : null}
      {section === 'guide' ? <SetupGuide cloud={connection.cloud} clientId={connection.clientId} /> : null}
      {section === 'danger' ? <DeletePanel connection={connection} /> : null}
    </Page>
  )
}

function ConnectionHeader({ connection }: { connection: ConnectionView }) {
  const look = toCheckLook(connection.lastCheck?.status)
  return (
    <PageHeader
      title={connection.displayName}
      breadcrumbs={[
        { label: 'Integrations', href: '/settings/integrations' },
        { label: 'Microsoft Entra ID', href: '/settings/integrations/entra' },
        { label: connection.displayName },
      ]}
      meta={<StatusBadge tone={look.tone}>{look.word}</StatusBadge>}
      description={
        connection.directoryId ? (
          <CopyField label="Directory (tenant) ID" value={connection.directoryId} head={36} />
        ) : null
      }
      actions={
        <>
          <ReadEveryoneButton connection={connection} />
          <DisabledReason reason={useForbiddenReason('runs.start')}>
            <LinkButton href={`/sync/${connection.id}`} leftSection={<RefreshCw size={16} aria-hidden />}>
              Sync users
            </LinkButton>
          </DisabledReason>
        </>
      }
    />
  )
}

function SectionTabs({ id, section }: { id: ConnectionId; section: ConnectionSection }) {
  const editable = useMay('connections.edit')
  const shown = CONNECTION_SECTIONS.filter((name) => editable || name !== 'danger')
  const tabs = shown.map((name) => ({
    label: LABELS[name],
    href: toSectionHref(id, name),
    active: name === section,
  }))
  return <CountTabs label="Sections of this connection" tabs={tabs} />
}

function toSectionHref(id: ConnectionId, section: ConnectionSection): string {
  const page = `/settings/integrations/entra/${id}`
  return section === 'connection' ? page : `${page}?section=${section}`
}
