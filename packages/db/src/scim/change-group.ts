import type { Sql, Statement } from '../sql.ts'
import { changeText, type ChangeForm } from './change-group-sql.ts'
import { groupHash, writeValues, type GroupDocument, type GroupWrite } from './group-sql.ts'
import type { ScimRow } from './read-resources.ts'

export interface ChangeGroup extends GroupWrite {
  /** The version that the change was worked out from; null for a change of members, which suits any. */
  readonly version: number | null
  readonly add: readonly string[]
  /** Whom to take out; `others` is everyone but those in `add`. Ids that are no members do no harm. */
  readonly remove: readonly string[] | 'others'
  /** Null leaves it as it is. */
  readonly write: (GroupDocument & { readonly changed: readonly string[] }) | null
  /** Changes the members also where too many people would lose a realm; those keep it. */
  readonly hold: boolean
}

/** What came of it. Nothing was written unless `result` is `written`. */
export interface ChangedGroup {
  readonly result: 'missing' | 'unknown_member' | 'too_many' | 'unchanged' | 'written'
  readonly resource: ScimRow | null
  readonly added: number
  readonly removed: number
  /** People who got or lost the realm that the group is mapped to. */
  readonly gained: number
  readonly lost: number
  /** People whose loss of the realm was too much at once. */
  readonly losing: number
  /** That is more than the connection allows by itself, without those of the last hour. */
  readonly large: boolean
  readonly realm: string | null
}

type Row = Omit<ChangedGroup, 'result' | 'resource'> & {
  readonly found: boolean
  readonly known: boolean
  readonly too_many: boolean | null
  readonly written: boolean
} & (Omit<ScimRow, 'related'> | { readonly id: null })

function prepare(name: string, form: ChangeForm): Statement {
  return { name: `scim-change-group-${name}`, text: changeText(form) }
}

/** Most groups have no realm, so a change of members begins without one; most changes only add. */
const LIGHT = {
  nobody: prepare('add', { leave: 'nobody', document: false, realm: false }),
  listed: prepare('members', { leave: 'listed', document: false, realm: false }),
  others: prepare('set', { leave: 'others', document: false, realm: false }),
}
const MEMBERS = {
  listed: prepare('members-realm', { leave: 'listed', document: false, realm: true }),
  others: prepare('set-realm', { leave: 'others', document: false, realm: true }),
}
const DOCUMENT = {
  listed: prepare('document', { leave: 'listed', document: true, realm: true }),
  others: prepare('replace', { leave: 'others', document: true, realm: true }),
}

/** One statement; two for the members of a group that is mapped to a realm. Refused as a unique violation when a name is taken. */
export async function changeGroup(sql: Sql, change: ChangeGroup): Promise<ChangedGroup> {
  const leave = change.remove === 'others' ? 'others' : 'listed'
  if (change.write) return run(sql, DOCUMENT[leave], change, leave)
  if (!change.hold) {
    const light = change.remove.length === 0 ? 'nobody' : leave
    const changed = await run(sql, LIGHT[light], change, light)
    if (changed.result !== 'too_many') return changed
  }
  return run(sql, MEMBERS[leave], change, leave)
}

async function run(
  sql: Sql,
  statement: Statement,
  change: ChangeGroup,
  leave: ChangeForm['leave'],
): Promise<ChangedGroup> {
  const { add, remove, version, hold, write } = change
  const [row] = await sql<Row>(statement, [
    ...writeValues(change),
    [...add],
    version,
    hold,
    ...(remove === 'others' || leave === 'nobody' ? [] : [[...remove]]),
    ...(write ? writtenValues(write) : []),
  ])
  if (!row) throw new Error('The statement answers one row.')
  const { added, removed, gained, lost, losing, large, realm } = row
  return {
    result: toResult(row),
    resource: row.id === null ? null : { ...row, related: null },
    added,
    removed,
    gained,
    lost,
    losing,
    large,
    realm,
  }
}

function writtenValues(write: NonNullable<ChangeGroup['write']>): unknown[] {
  return [
    JSON.stringify(write.document),
    write.displayNameKey,
    write.externalId,
    write.displayName,
    groupHash(write.displayName),
    JSON.stringify(write.changed),
  ]
}

function toResult(row: Row): ChangedGroup['result'] {
  if (!row.found) return 'missing'
  if (!row.known) return 'unknown_member'
  if (row.too_many) return 'too_many'
  return row.written ? 'written' : 'unchanged'
}
