import { TableSkeleton, Panel } from '@rollcall/ui'
import type { ConnectionView, RunId } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../../lib/trpc.ts'
import { QueryPart } from '../../shell/query-part.tsx'
import { MapPushedGroups } from './map-pushed-groups.tsx'

export interface PushedGroupsProps {
  connection: ConnectionView
  onPlan: (run: RunId) => void
}

/** Which realm the members of each group get that a client has sent. */
export function PushedGroups({ connection, onPlan }: PushedGroupsProps) {
  const trpc = useTRPC()
  const mappings = useQuery(trpc.connections.mappings.queryOptions({ id: connection.id }))
  const realms = useQuery(trpc.realms.list.queryOptions({ limit: 200 }))
  const skeleton = (
    <Panel flush>
      <TableSkeleton rows={5} columns={3} />
    </Panel>
  )
  return (
    <QueryPart query={mappings} skeleton={skeleton} failed="The mappings could not be loaded">
      {(stored) => (
        <QueryPart query={realms} skeleton={skeleton} failed="The realms could not be loaded">
          {({ items }) => (
            <MapPushedGroups connection={connection} mappings={stored} realms={items} onPlan={onPlan} />
          )}
        </QueryPart>
      )}
    </QueryPart>
  )
}
