import { Callout, CountTabs, DisabledReason, LinkButton, Page, PageHeader, StatusBadge } from '@rollcall/ui'
import type { ConnectionId, ConnectionView } from '@rollcall/vocabulary'
import { may } from '@rollcall/vocabulary'
import { useSuspenseQuery } from '@tanstack/react-query'
import { ListChecks } from 'lucide-react'
import type { ReactNode } from 'react'
import { usePageTitle } from '../../lib/page-title.ts'
import { useForbiddenReason, useMe } from '../../lib/permissions.tsx'
import { toScimLook } from '../../lib/scim-look.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { useNow } from '../../lib/use-now.ts'
import { AttributesPanel } from './attributes-panel.tsx'
import type { ProvisioningSearch } from './provisioning-search.ts'
import { RequestsPanel } from './requests-panel.tsx'
import { ResourcesPanel } from './resources-panel.tsx'
import {
  SCIM_SECTIONS,
  SECTION_LABELS,
  SECTION_PERMISSIONS,
  toSectionHref,
  type ScimSection,
} from './sections.ts'
import { SelfTestPanel } from './self-test-panel.tsx'
import { SetupSection } from './setup-section.tsx'

/** The first call should be seen when it happens; after that, the numbers move slowly. */
const WAITING_MS = 2_000
const REFRESH_MS = 10_000

export interface ScimConnectionPageProps {
  id: ConnectionId
  section: ScimSection
  search: ProvisioningSearch
  onSearch: (search: ProvisioningSearch) => void
  /** Parts that other kinds of connection have too. */
  renderCheck: (connection: ConnectionView) => ReactNode
  renderGroups: (connection: ConnectionView) => ReactNode
  renderRules: (connection: ConnectionView) => ReactNode
  renderDelete: (connection: ConnectionView) => ReactNode
}

/** A connection that is pushed to, for people who may see how it is set up. */
export function ScimConnectionPage(props: ScimConnectionPageProps) {
  const { id, section } = props
  const trpc = useTRPC()
  const { data: connection } = useSuspenseQuery({
    ...trpc.connections.get.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data?.scim?.firstCallAt === null ? WAITING_MS : REFRESH_MS),
  })
  usePageTitle(`${connection.displayName} · ${SECTION_LABELS[section]}`)
  return (
    <Page>
      <Header connection={connection} section={section} />
      <SectionTabs id={id} section={section} />
      {TELLS_OF_PLANS.has(section) ? <WaitingPlan run={connection.lastRun} /> : null}
      <SectionBody {...props} connection={connection} />
    </Page>
  )
}

/** Where the reader looks for what became of requests. */
const TELLS_OF_PLANS: ReadonlySet<ScimSection> = new Set(['setup', 'requests', 'resources'])

/** Someone has to decide before what was asked for is done. */
function WaitingPlan({ run }: { run: ConnectionView['lastRun'] }) {
  if (run?.status !== 'awaiting_confirmation') return null
  return (
    <Callout
      tone="warning"
      title="A plan waits for your decision"
      announce="polite"
      action={
        <LinkButton variant="default" size="compact-sm" href={`/sync-runs/${run.id}`}>
          Review the plan
        </LinkButton>
      }
    >
      What it holds is not done until someone applies it.
    </Callout>
  )
}

function SectionBody(props: ScimConnectionPageProps & { connection: ConnectionView }) {
  const { id, section, search, onSearch, connection } = props
  switch (section) {
    case 'setup':
      return <SetupSection connection={connection} search={search} onSearch={onSearch} />
    case 'requests':
      return <RequestsPanel id={id} search={search} onSearch={onSearch} scim={connection.scim} />
    case 'resources':
      return <ResourcesPanel id={id} search={search} onSearch={onSearch} />
    case 'groups':
      return props.renderGroups(connection)
    case 'attributes':
      return <AttributesPanel connection={connection} />
    case 'rules':
      return props.renderRules(connection)
    case 'test':
      return (
        <>
          {props.renderCheck(connection)}
          <SelfTestPanel id={id} />
        </>
      )
    case 'danger':
      return props.renderDelete(connection)
  }
}

function Header({ connection, section }: { connection: ConnectionView; section: ScimSection }) {
  const reason = useForbiddenReason('runs.start')
  const now = useNow()
  const look = connection.scim && toScimLook(connection.scim, now)
  return (
    <PageHeader
      title={connection.displayName}
      breadcrumbs={[
        { label: 'Integrations', href: '/settings/integrations' },
        { label: connection.displayName },
      ]}
      meta={
        look ? (
          <StatusBadge tone={look.tone} busy={look.busy}>
            {look.word}
          </StatusBadge>
        ) : null
      }
      description="SCIM provisioning: people and groups are sent here as they change."
      actions={
        section === 'groups' || section === 'attributes' ? null : (
          <DisabledReason reason={reason}>
            <LinkButton
              variant="default"
              href={`/sync/${connection.id}?step=review`}
              leftSection={<ListChecks size={16} aria-hidden />}
            >
              Review a plan
            </LinkButton>
          </DisabledReason>
        )
      }
    />
  )
}

/** Sections that a role cannot open are left out. */
export function SectionTabs({ id, section }: { id: string; section: ScimSection }) {
  const { role } = useMe()
  const tabs = SCIM_SECTIONS.filter((name) => may(role, SECTION_PERMISSIONS[name])).map((name) => ({
    label: SECTION_LABELS[name],
    href: toSectionHref(id, name),
    active: name === section,
  }))
  return <CountTabs label="Sections of this connection" tabs={tabs} />
}
