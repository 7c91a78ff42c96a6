import type { DirectoryStore } from '../directory/directory-store.ts'
import type { MemberKind, MemberRef } from '../directory/directory-object.ts'
import type { JsonObject } from '../json-value.ts'
import type { Permissions, Sight } from './permissions.ts'
import { BASIC_PROFILE } from './properties.ts'

/** Picks properties; what the caller may not see is null, the limited-information rule of Graph. */
export function pick(record: JsonObject, names: readonly string[], sight: Sight): JsonObject {
  const shown: JsonObject = {}
  for (const name of names) {
    const visible = sight === 'full' || name === 'id' || (sight === 'basic' && BASIC_PROFILE.has(name))
    shown[name] = visible ? (record[name] ?? null) : null
  }
  return shown
}

export function typeName(kind: MemberKind): string {
  return `#microsoft.graph.${kind}`
}

export function recordOf(store: DirectoryStore, { id, kind }: MemberRef): JsonObject | undefined {
  if (kind === 'user') return store.users.find(id)
  if (kind === 'group') return store.groups.liveEntry(id)?.record
  return store.groups.other(id)?.record
}

export function renderManager(
  store: DirectoryStore,
  ordinal: number,
  names: readonly string[],
  permissions: Permissions,
): JsonObject | null {
  const id = store.users.managerIdAt(ordinal)
  const manager = id === undefined ? undefined : store.users.find(id)
  if (manager === undefined) return null
  return { '@odata.type': typeName('user'), ...pick(manager, names, permissions.sightOf('user')) }
}
