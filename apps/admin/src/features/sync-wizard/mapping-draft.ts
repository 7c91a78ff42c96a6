import {
  toSlug,
  type EntraId,
  type MappingInput,
  type MappingMode,
  type MappingView,
  type RealmId,
} from '@rollcall/vocabulary'

/** What one selected group will do, as it stands on the page. */
export interface MappingDraft {
  readonly groupId: EntraId
  readonly groupName: string | null
  readonly mode: MappingMode
  readonly realmId: RealmId | null
}

export type MappingDraftAction =
  | { type: 'mode'; groupId: EntraId; mode: MappingMode }
  | { type: 'realm'; groupId: EntraId; realmId: RealmId | null }
  | { type: 'allMode'; mode: Exclude<MappingMode, 'existing'> }
  /** Groups that have been read meanwhile; those that have a draft keep it. */
  | { type: 'known'; groups: readonly { id: EntraId; name: string }[] }

/** Steps of the second wizard page. */
export function reduceMappingDrafts(
  state: readonly MappingDraft[],
  action: MappingDraftAction,
): readonly MappingDraft[] {
  switch (action.type) {
    case 'mode':
      return state.map((draft) => (draft.groupId === action.groupId ? withMode(draft, action.mode) : draft))
    case 'realm':
      return state.map((draft) =>
        draft.groupId === action.groupId ? { ...draft, realmId: action.realmId } : draft,
      )
    case 'allMode':
      return state.map((draft) => withMode(draft, action.mode))
    case 'known':
      return withKnown(state, action.groups)
  }
}

/** Names are as fresh as the last reading; a group that is new has no mapping. */
function withKnown(
  state: readonly MappingDraft[],
  groups: readonly { id: EntraId; name: string }[],
): readonly MappingDraft[] {
  const names = new Map(groups.map((group) => [group.id, group.name]))
  const had = new Set(state.map((draft) => draft.groupId))
  const added = groups.filter((group) => !had.has(group.id))
  return [
    ...state.map((draft) => ({ ...draft, groupName: names.get(draft.groupId) ?? draft.groupName })),
    ...added.map(({ id, name }) => ({ groupId: id, groupName: name, mode: 'none' as const, realmId: null })),
  ]
}

function withMode(draft: MappingDraft, mode: MappingMode): MappingDraft {
  return { ...draft, mode, realmId: mode === 'existing' ? draft.realmId : null }
}

/**
 * One draft per selected group: what is stored for it, else no mapping. With everyone in scope no group is selected,
 * and those that give a realm go on giving it.
 */
export function toMappingDrafts(
  groupIds: readonly EntraId[],
  stored: readonly MappingView[],
): readonly MappingDraft[] {
  const byGroup = new Map(stored.map((mapping) => [mapping.groupId, mapping]))
  const giving = stored.filter((mapping) => mapping.mode !== 'none').map((mapping) => mapping.groupId)
  return (groupIds.length > 0 ? groupIds : giving).map((groupId) => {
    const mapping = byGroup.get(groupId)
    return {
      groupId,
      groupName: mapping?.groupName ?? null,
      mode: mapping?.mode ?? 'none',
      realmId: mapping?.mode === 'existing' ? mapping.realmId : null,
    }
  })
}

/** True when storing the drafts would change something, mappings of groups that left the scope included. */
export function isMappingChanged(drafts: readonly MappingDraft[], stored: readonly MappingView[]): boolean {
  const wanted = new Map(drafts.map((draft) => [draft.groupId, draft]))
  const gone = stored.some((mapping) => mapping.mode !== 'none' && !wanted.has(mapping.groupId))
  const byGroup = new Map(stored.map((mapping) => [mapping.groupId, mapping]))
  return (
    gone ||
    drafts.some((draft) => {
      const mapping = byGroup.get(draft.groupId)
      if (draft.mode !== (mapping?.mode ?? 'none')) return true
      return draft.mode === 'existing' && draft.realmId !== mapping?.realmId
    })
  )
}

export function toMappingInputs(drafts: readonly MappingDraft[]): MappingInput[] {
  return drafts.map((draft) =>
    draft.mode === 'existing'
      ? { groupId: draft.groupId, mode: draft.mode, realmId: draft.realmId }
      : { groupId: draft.groupId, mode: draft.mode },
  )
}

/** Groups that are to go to an existing realm which nobody has chosen yet. */
export function findUnfinished(drafts: readonly MappingDraft[]): readonly MappingDraft[] {
  return drafts.filter((draft) => draft.mode === 'existing' && draft.realmId === null)
}

/** Why the drafts cannot be stored yet; null when they can. */
export function toMissingRealm(drafts: readonly MappingDraft[]): string | null {
  return findUnfinished(drafts).length > 0
    ? 'Choose a realm for every group that maps to an existing one.'
    : null
}

/** Two groups whose names give the same address end in one realm; the page says so before it happens. */
export function findSharedSlug(draft: MappingDraft, drafts: readonly MappingDraft[]): MappingDraft | null {
  if (draft.mode !== 'create' || draft.groupName === null) return null
  const wanted = toSlug(draft.groupName)
  return (
    drafts.find(
      (other) =>
        other.groupId !== draft.groupId &&
        other.mode === 'create' &&
        other.groupName !== null &&
        toSlug(other.groupName) === wanted,
    ) ?? null
  )
}
