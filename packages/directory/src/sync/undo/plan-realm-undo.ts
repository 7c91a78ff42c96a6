import type { MadeRealmRow } from '@rollcall/db'
import type { PlannedUndo } from './undone-change.ts'

/** Takes back the making of a realm: only while it is as the sync made it and nobody is left in it. */
export function planRealmUndo(made: MadeRealmRow, inUse: boolean): PlannedUndo | null {
  if (made.kind === 'delete_realm') {
    const gone = `The realm ${made.name} was deleted then. The next sync makes it again if its group still asks for it.`
    return made.exists ? null : toKeptRealm(made, gone)
  }
  if (!made.exists) return null
  if (!made.unchanged) {
    return toKeptRealm(made, `The realm ${made.name} was edited after that sync, so it stays.`)
  }
  if (inUse) {
    return toKeptRealm(
      made,
      `Someone else is in the realm ${made.name}, or another group gives it, so it stays.`,
    )
  }
  return {
    ...toBase(made),
    kind: 'delete_realm',
    before: { profile: {}, slug: made.slug, color: made.color },
    outcome: 'pending',
    reason: 'That sync made this realm, and nobody is left in it.',
  }
}

function toKeptRealm(made: MadeRealmRow, reason: string): PlannedUndo {
  return { ...toBase(made), kind: 'conflict', before: { profile: {} }, outcome: 'noted', reason }
}

function toBase(made: MadeRealmRow) {
  return {
    userId: null,
    identityId: null,
    realmId: made.realm_id,
    mappingId: made.mapping_id,
    objectId: null,
    name: made.name,
    email: null,
    after: { profile: {} },
    realmsGained: [],
    realmsLost: [],
    error: null,
  }
}
