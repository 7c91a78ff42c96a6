import type { EntraId, GroupView } from '@rollcall/vocabulary'

/** A chosen group; the name is unknown until the directory has told it. */
export interface ChosenGroup {
  readonly id: EntraId
  readonly name: string | null
}

export interface GroupSelection {
  readonly chosen: readonly ChosenGroup[]
  readonly includeNested: boolean
}

export type GroupSelectionAction =
  | { type: 'selected'; ids: ReadonlySet<string>; known: readonly GroupView[] }
  | { type: 'removed'; id: EntraId }
  | { type: 'nested'; includeNested: boolean }
  | { type: 'named'; groups: readonly { id: EntraId; name: string }[] }

/** Steps of the first wizard page: which groups are chosen and whether groups inside them count. */
export function reduceGroupSelection(state: GroupSelection, action: GroupSelectionAction): GroupSelection {
  switch (action.type) {
    case 'selected':
      return { ...state, chosen: select(state.chosen, action.ids, action.known) }
    case 'removed':
      return { ...state, chosen: state.chosen.filter((group) => group.id !== action.id) }
    case 'nested':
      return { ...state, includeNested: action.includeNested }
    case 'named':
      return { ...state, chosen: name(state.chosen, action.groups) }
  }
}

/** Keeps the order in which groups were chosen; new ones come last. */
function select(
  chosen: readonly ChosenGroup[],
  ids: ReadonlySet<string>,
  known: readonly GroupView[],
): readonly ChosenGroup[] {
  const kept = chosen.filter((group) => ids.has(group.id))
  const had = new Set<string>(kept.map((group) => group.id))
  const added = known.filter((group) => ids.has(group.id) && !had.has(group.id))
  return [...kept, ...added.map(({ id, name: text }) => ({ id, name: text }))]
}

function name(
  chosen: readonly ChosenGroup[],
  groups: readonly { id: EntraId; name: string }[],
): readonly ChosenGroup[] {
  const known = new Map(groups.map((group) => [group.id, group.name]))
  if (!chosen.some((group) => group.name === null && known.has(group.id))) return chosen
  return chosen.map((group) => ({ id: group.id, name: group.name ?? known.get(group.id) ?? null }))
}

/** True when the choice differs from what is stored; order does not matter. */
export function isSelectionChanged(
  state: GroupSelection,
  stored: { groupIds: readonly EntraId[]; includeNested: boolean },
): boolean {
  if (state.includeNested !== stored.includeNested) return true
  if (state.chosen.length !== stored.groupIds.length) return true
  return state.chosen.some((group) => !stored.groupIds.includes(group.id))
}
