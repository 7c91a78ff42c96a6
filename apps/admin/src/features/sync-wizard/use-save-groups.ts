import type { ConnectionView, EntraId, MappingView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toastProblem } from '../../lib/toasts.tsx'
import { useTRPC, useTRPCClient } from '../../lib/trpc.ts'
import { toMappingDrafts, toMappingInputs } from './mapping-draft.ts'

/**
 * Stores which groups are in scope, and a row for each in the mapping: the server keeps the group's name with it,
 * and groups that left the scope stop giving their realm.
 */
export function useSaveGroups(
  connection: ConnectionView,
  mappings: readonly MappingView[],
  onDone: () => void,
) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  const { id } = connection
  return useMutation({
    mutationFn: async (scope: { groupIds: EntraId[]; includeNested: boolean }) => {
      const saved = await client.connections.update.mutate({ id, ...scope })
      queryClient.setQueryData(trpc.connections.get.queryKey({ id }), saved)
      const rows = toMappingInputs(toMappingDrafts(scope.groupIds, mappings))
      const mapped = await client.connections.setMappings.mutate({ id, mappings: rows })
      queryClient.setQueryData(trpc.connections.mappings.queryKey({ id }), mapped)
    },
    onSuccess: onDone,
    onError: (error) => toastProblem('The groups could not be saved', error),
  })
}

/** False while a selected group has no row in the mapping, and so possibly no name. */
export function isEveryGroupKnown(connection: ConnectionView, mappings: readonly MappingView[]): boolean {
  const known = new Set(mappings.map((mapping) => mapping.groupId))
  return connection.groupIds.every((groupId) => known.has(groupId))
}
