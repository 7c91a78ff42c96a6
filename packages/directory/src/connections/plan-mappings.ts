import type { MappingInput } from '@rollcall/vocabulary'

export interface StoredMapping {
  readonly id: string
  readonly groupObjectId: string
  readonly mode: string
  readonly realmId: string | null
  /** People hold a membership that this mapping gave. */
  readonly inUse: boolean
}

export interface MappingValue {
  readonly mode: string
  readonly realmId: string | null
}

export interface MappingsPlan {
  readonly create: readonly ({ groupObjectId: string } & MappingValue)[]
  readonly update: readonly ({ id: string; groupObjectId: string } & MappingValue)[]
  readonly remove: readonly string[]
}

/**
 * The whole list replaces what is stored. A mapping that has given memberships is never removed but stops giving
 * (mode `none`): the next sync then takes back exactly what it gave, and shows so in its plan.
 */
export function planMappings(
  stored: readonly StoredMapping[],
  wanted: readonly MappingInput[],
): MappingsPlan {
  const byGroup = new Map(stored.map((mapping) => [mapping.groupObjectId, mapping]))
  const wantedGroups = new Set<string>(wanted.map((mapping) => mapping.groupId))
  const dropped = stored.filter((mapping) => !wantedGroups.has(mapping.groupObjectId))
  const targets = wanted.map((mapping) => {
    const before = byGroup.get(mapping.groupId)
    return { before, groupObjectId: mapping.groupId, mode: mapping.mode, realmId: toRealmId(mapping, before) }
  })
  const stopped = dropped
    .filter((mapping) => mapping.inUse)
    .map(({ id, groupObjectId }) => ({ id, groupObjectId }))
  return {
    create: targets.filter((one) => !one.before).map(({ before: _before, ...one }) => one),
    update: [
      ...targets.flatMap(({ before, ...one }) =>
        before && !isSame(before, one) ? { id: before.id, ...one } : [],
      ),
      ...stopped.map((one) => ({ ...one, mode: 'none', realmId: null })),
    ],
    remove: dropped.filter((mapping) => !mapping.inUse).map((mapping) => mapping.id),
  }
}

/** A realm made from a group is remembered as long as the group keeps making one. */
function toRealmId(mapping: MappingInput, before: StoredMapping | undefined): string | null {
  if (mapping.mode === 'existing') return mapping.realmId ?? null
  if (mapping.mode === 'create' && before?.mode === 'create') return before.realmId
  return null
}

function isSame(before: StoredMapping, after: MappingValue): boolean {
  return before.mode === after.mode && before.realmId === after.realmId
}
