import { Panel } from '@rollcall/ui'
import type { ConnectionId, ScimConnectionPart } from '@rollcall/vocabulary'
import { useState } from 'react'
import { ProblemState } from '../../shell/problem-state.tsx'
import { ShowMore } from '../../shell/show-more.tsx'
import { NoRequests } from './no-requests.tsx'
import type { ProvisioningSearch } from './provisioning-search.ts'
import { RequestFilters } from './request-filters.tsx'
import { RequestTable } from './request-table.tsx'
import { useRequests } from './use-requests.ts'

export interface RequestsPanelProps {
  id: ConnectionId
  search: ProvisioningSearch
  onSearch: (search: ProvisioningSearch) => void
  /** Null for people who may not see how the connection is set up. */
  scim: ScimConnectionPart | null
}

/** Everything the client asked for, newest first, with what became of it. */
export function RequestsPanel({ id, search, onSearch, scim }: RequestsPanelProps) {
  const [live, setLive] = useState(true)
  const { query, requests } = useRequests(id, search, live)
  return (
    <Panel
      flush
      title="Requests"
      description={
        scim
          ? `What the client asked for and what became of it. Kept for ${scim.keepRequestsDays} days.`
          : 'What the client asked for and what became of it.'
      }
    >
      <RequestFilters id={id} search={search} onSearch={onSearch} live={live} onLiveChange={setLive} />
      {query.isError && !query.data ? (
        <ProblemState
          error={query.error}
          title="The requests could not be loaded"
          onRetry={() => void query.refetch()}
        />
      ) : (
        <RequestTable
          requests={requests}
          loading={query.isPending}
          empty={
            <NoRequests id={id} search={search} onSearch={onSearch} called={scim?.firstCallAt !== null} />
          }
        />
      )}
      <ShowMore query={query} label="Show older requests" />
    </Panel>
  )
}
