import { useQuery } from '@tanstack/react-query'
import type { ConnectionId } from '@rollcall/vocabulary'
import { useMay } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'

/** What the connection is called; null while it loads, and for people who may not know how it is set up. */
export function useConnectionName(id: ConnectionId): string | null {
  const trpc = useTRPC()
  const query = useQuery({
    ...trpc.connections.get.queryOptions({ id }),
    enabled: useMay('connections.read'),
    staleTime: 60_000,
  })
  return query.data?.displayName ?? null
}
