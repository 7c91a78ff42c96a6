import type { EntraId } from '@rollcall/vocabulary'
import type { MappingDraft } from './mapping-draft.ts'

/**
 * The drafts of the groups that were read, in the order in which they were read. When everything was read (`whole`),
 * mapped groups that the client has deleted follow, so that their mapping can be taken away.
 */
export function findShown(
  drafts: readonly MappingDraft[],
  groups: readonly { id: EntraId }[],
  { whole }: { whole: boolean },
): readonly MappingDraft[] {
  const byGroup = new Map(drafts.map((draft) => [draft.groupId, draft]))
  const read = groups.flatMap(({ id }) => byGroup.get(id) ?? [])
  if (!whole) return read
  const met = new Set(groups.map((group) => group.id))
  return [...read, ...drafts.filter((draft) => !met.has(draft.groupId))]
}
