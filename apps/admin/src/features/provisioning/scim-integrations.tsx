import { DisabledReason, formatRelativeTime, LinkButton, Panel, StatusBadge } from '@rollcall/ui'
import type { ConnectionView } from '@rollcall/vocabulary'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Plus, UserRoundPlus } from 'lucide-react'
import { toConnectionHref } from '../../lib/connection-href.ts'
import { countOf, people } from '../../lib/format.ts'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { toScimLook } from '../../lib/scim-look.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { useNow } from '../../lib/use-now.ts'
import { IntegrationEntry } from '../../shell/integration-entry.tsx'

/** The connections that are pushed to, on the page of all integrations. */
export function ScimIntegrations() {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.connections.list.queryOptions())
  const pushed = data.filter((connection) => connection.kind === 'scim')
  const reason = useForbiddenReason('connections.edit')
  return (
    <Panel
      flush={pushed.length > 0}
      title="SCIM provisioning"
      description="Microsoft Entra, Okta or another system sends people and groups here as they change."
      actions={
        <DisabledReason reason={reason}>
          <LinkButton
            variant="default"
            size="sm"
            href="/settings/integrations/scim/new"
            leftSection={<Plus size={16} aria-hidden />}
          >
            Set up SCIM provisioning
          </LinkButton>
        </DisabledReason>
      }
    >
      {pushed.length > 0
        ? pushed.map((connection) => <Entry key={connection.id} connection={connection} />)
        : 'Nothing is set up yet. It takes a base URL and a token on the other side; a guide leads through it.'}
    </Panel>
  )
}

function Entry({ connection }: { connection: ConnectionView }) {
  const now = useNow()
  if (!connection.scim) return null
  const look = toScimLook(connection.scim, now)
  return (
    <IntegrationEntry
      href={toConnectionHref(connection)}
      icon={UserRoundPlus}
      name={connection.displayName}
      text={toFacts(connection.scim, now)}
      status={
        <StatusBadge tone={look.tone} busy={look.busy}>
          {look.word}
        </StatusBadge>
      }
    />
  )
}

function toFacts(scim: NonNullable<ConnectionView['scim']>, now: Date): string {
  const amounts = `${people(scim.users)} and ${countOf(scim.groups, 'group', 'groups')} received`
  if (!scim.lastCallAt) return amounts
  return `${amounts}, last call ${formatRelativeTime(new Date(scim.lastCallAt), now)}`
}
