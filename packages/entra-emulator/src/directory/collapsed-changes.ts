import type { Change } from './change-log.ts'
import type { MemberKind } from './directory-object.ts'

/** All that happened to one object between two watermarks. */
export type Collapsed = {
  id: string
  /** The object itself came, went or came back, so all its properties count as changed. */
  isWhole: boolean
  properties: Set<string>
  members: Map<string, { kind: MemberKind; isRemoved: boolean }>
}

/** Folds a stretch of history into one entry per object, in the order of the last change. */
export function collapseChanges(changes: readonly Change[]): Collapsed[] {
  const byId = new Map<string, Collapsed>()
  for (const change of changes) {
    const entry = byId.get(change.id) ?? {
      id: change.id,
      isWhole: false,
      properties: new Set<string>(),
      members: new Map<string, { kind: MemberKind; isRemoved: boolean }>(),
    }
    byId.delete(change.id)
    byId.set(change.id, entry)
    if (change.what === 'updated') for (const name of change.properties) entry.properties.add(name)
    else if (change.what === 'member-added' || change.what === 'member-removed')
      entry.members.set(change.memberId, {
        kind: change.memberKind,
        isRemoved: change.what === 'member-removed',
      })
    else entry.isWhole = true
  }
  return [...byId.values()]
}
