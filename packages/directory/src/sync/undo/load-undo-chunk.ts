import {
  listExistingRealms,
  listMemberships,
  listUndoRows,
  type Tx,
  type UndoPage,
  type UndoRow,
} from '@rollcall/db'
import { changeKind, realmId, userStatus, type RealmChange } from '@rollcall/vocabulary'
import {
  storedRealms,
  storedState,
  type PresentPerson,
  type UndoFacts,
  type UndoneChange,
} from './undone-change.ts'

/** One applied change and the person it was about. */
export interface UndoneItem {
  readonly change: UndoneChange
  /** Without `lastOwner`, which depends on what the plan does to other owners. Null for someone who is gone. */
  readonly present: Omit<PresentPerson, 'lastOwner'> | null
}

export interface UndoChunk {
  readonly items: readonly UndoneItem[]
  readonly facts: UndoFacts
  /** Number of the oldest change of the chunk; null for an empty one. */
  readonly oldest: number | null
}

export interface UndoQuery extends UndoPage {
  readonly mappings: ReadonlySet<string>
  /** Realms that the run made, by the name its plan gave them. */
  readonly madeRealms: ReadonlyMap<string, string>
}

/** Reads the next changes of a run, newest first, with everything that taking them back depends on, in three statements. */
export async function loadUndoChunk(tx: Tx, query: UndoQuery): Promise<UndoChunk> {
  const rows = await listUndoRows(tx, query)
  const changes = rows.map((row) => toUndoneChange(row, query.madeRealms))
  const held = groupByUser(
    await listMemberships(
      tx,
      rows.map((row) => row.user_id),
    ),
  )
  const lost = changes.flatMap((change) => change.realmsLost.flatMap((realm) => realm.realmId ?? []))
  const realms = lost.length === 0 ? new Set<string>() : await listExistingRealms(tx, [...new Set(lost)])
  return {
    items: rows.flatMap((row, index) => {
      const change = changes[index]
      return change ? [{ change, present: toPresent(row, held.get(row.user_id) ?? []) }] : []
    }),
    facts: { runId: query.runId, realms, mappings: query.mappings },
    oldest: rows.at(-1)?.seq ?? null,
  }
}

function toUndoneChange(row: UndoRow, madeRealms: ReadonlyMap<string, string>): UndoneChange {
  return {
    kind: changeKind.parse(row.kind),
    userId: row.user_id,
    identityId: row.identity_id,
    objectId: row.object_id,
    name: row.name,
    email: row.email,
    before: storedState.parse(row.before),
    after: storedState.parse(row.after),
    realmsGained: storedRealms.parse(row.realms_gained).map((realm) => named(realm, madeRealms)),
    realmsLost: storedRealms.parse(row.realms_lost),
  }
}

/** A plan cannot know the id under which its own realm is in the end: one of that address may have been made meanwhile. */
function named(realm: RealmChange, madeRealms: ReadonlyMap<string, string>): RealmChange {
  const made = realm.realmId === null ? madeRealms.get(realm.realmName) : undefined
  return made === undefined ? realm : { ...realm, realmId: realmId.parse(made) }
}

function toPresent(row: UndoRow, held: PresentPerson['held']): UndoneItem['present'] {
  const { user } = row
  if (!user) return null
  return {
    profile: {
      name: user.name,
      givenName: user.given_name,
      surname: user.surname,
      email: user.email,
      jobTitle: user.job_title,
      department: user.department,
      employeeId: user.employee_id,
    },
    role: user.role,
    status: userStatus.parse(user.status),
    disabledBy: user.disabled_by,
    disabledRunId: user.disabled_run_id,
    registered: user.registered,
    left: user.left,
    editedFields: user.edited_fields,
    link: toLink(row),
    heldElsewhere: user.held_elsewhere,
    touched: user.touched,
    touchedSince: user.touched_since,
    syncedSince: user.synced_since,
    held,
  }
}

function toLink({ known, linked_user_id: linked, user_id: id }: UndoRow): PresentPerson['link'] {
  if (!known) return 'unknown'
  if (linked === null) return 'none'
  return linked === id ? 'here' : 'other'
}

function groupByUser(
  rows: readonly { user_id: string; realm_id: string; mapping_id: string | null }[],
): Map<string, { mappingId: string | null; realmId: string }[]> {
  const held = new Map<string, { mappingId: string | null; realmId: string }[]>()
  for (const row of rows) {
    const one = { mappingId: row.mapping_id, realmId: row.realm_id }
    const own = held.get(row.user_id)
    if (own) own.push(one)
    else held.set(row.user_id, [one])
  }
  return held
}
