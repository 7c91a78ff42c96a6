import type { MemberRef } from './directory-object.ts'
import type { DirectoryStore } from './directory-store.ts'
import type { GroupEntry } from './group-table.ts'

/** Members of one group in a stable order: user ordinals first, everything else after them. */
export type MemberList = {
  ordinals: Uint32Array
  isSkipped: (ordinal: number) => boolean
  others: readonly MemberRef[]
}

export function directMembers({ membership }: GroupEntry): MemberList {
  return {
    ordinals: membership.base,
    isSkipped: (ordinal) => membership.isRemoved(ordinal),
    others: Array.from(membership.extras(), ([id, kind]) => ({ id, kind })),
  }
}

/** Members at any depth, each once, nested groups included; cycles end where they began. */
export function transitiveMembers(
  store: DirectoryStore,
  start: GroupEntry,
  isReadable: (group: GroupEntry) => boolean,
): MemberList {
  const ordinals = new Set<number>()
  const others = new Map<string, MemberRef>()
  const visited = new Set([start.record.id])
  const waiting = [start]
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    if (!isReadable(entry)) continue
    for (const ordinal of entry.membership.base)
      if (!entry.membership.isRemoved(ordinal)) ordinals.add(ordinal)
    for (const [id, kind] of entry.membership.extras()) {
      const ordinal = kind === 'user' ? store.users.ordinalOf(id) : undefined
      if (ordinal !== undefined) ordinals.add(ordinal)
      else if (id !== start.record.id) others.set(id, { id, kind })
      const nested = kind === 'group' ? store.groups.liveEntry(id) : undefined
      if (nested === undefined || visited.has(id)) continue
      visited.add(id)
      waiting.push(nested)
    }
  }
  return {
    ordinals: Uint32Array.from(ordinals).toSorted(),
    isSkipped: () => false,
    others: [...others.values()],
  }
}
