import { Button } from '@mantine/core'
import { EmptyState, LinkButton } from '@rollcall/ui'
import { Inbox, Radio } from 'lucide-react'
import { useMay } from '../../lib/permissions.tsx'
import type { ProvisioningSearch } from './provisioning-search.ts'
import { toSectionHref } from './sections.ts'

export interface NoRequestsProps {
  id: string
  search: ProvisioningSearch
  onSearch: (search: ProvisioningSearch) => void
  /** False while no client has ever come by. */
  called: boolean
}

/** Why there is no request to show, and the way on. */
export function NoRequests({ id, search, onSearch, called }: NoRequestsProps) {
  const maySetUp = useMay('connections.read')
  const { show, type, resource, search: text } = search
  if (show === 'problems' && !type && !resource && !text) {
    return <EmptyState title="No problems" text="Nothing was refused, failed, held or left to decide." />
  }
  if (show || type || resource || text) {
    return (
      <EmptyState
        title="No request matches"
        text="Older requests may have been removed after the days they are kept."
        action={
          <Button variant="default" onClick={() => onSearch({ section: 'requests' })}>
            Show every request
          </Button>
        }
      />
    )
  }
  return (
    <EmptyState
      icon={called ? Inbox : Radio}
      title={called ? 'No requests in the days that are kept' : 'Waiting for the first call'}
      text={
        called
          ? 'The client has not come by for a while. New requests appear here as they arrive.'
          : 'Requests appear here as they arrive, also those that are refused.'
      }
      action={
        maySetUp ? (
          <LinkButton variant="default" href={toSectionHref(id, 'setup')}>
            Open the setup
          </LinkButton>
        ) : null
      }
    />
  )
}
