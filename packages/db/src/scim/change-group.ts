import type { Sql, Statement } from '../sql.ts'
import { changeMembers } from './change-members.ts'
import { changeText, type ChangeForm } from './change-group-sql.ts'
import { groupHash, writeValues, type GroupDocument, type GroupWrite } from './group-sql.ts'
import type { ScimRow } from './stored-resource.ts'

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

const LIGHT_SET = prepare('set', { leave: 'others', document: false, realm: false })
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
  if (change.write) return run(sql, DOCUMENT[leave], change)
  if (!change.hold) {
    // Most groups have no realm, so a change of members begins without one.
    const changed = await changeLightly(sql, change)
    if (changed.result !== 'too_many') return changed
  }
  return run(sql, MEMBERS[leave], change)
}

async function changeLightly(sql: Sql, change: ChangeGroup): Promise<ChangedGroup> {
  const { remove } = change
  if (remove === 'others') return run(sql, LIGHT_SET, change)
  const { found, known, mapped, written, added, removed, ...resource } = await changeMembers(sql, {
    ...change,
    remove,
  })
  return {
    ...NO_REALM,
    result: toResult({ found, known, too_many: mapped, written }),
    resource: resource.id === null ? null : { ...resource, related: null },
    added,
    removed,
  }
}

const NO_REALM = { gained: 0, lost: 0, losing: 0, large: false, realm: null }

async function run(sql: Sql, statement: Statement, change: ChangeGroup): Promise<ChangedGroup> {
  const { add, remove, version, hold, write } = change
  const [row] = await sql<Row>(statement, [
    ...writeValues(change),
    [...add],
    version,
    hold,
    ...(remove === 'others' ? [] : [[...remove]]),
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

function toResult(row: Pick<Row, 'found' | 'known' | 'too_many' | 'written'>): ChangedGroup['result'] {
  if (!row.found) return 'missing'
  if (!row.known) return 'unknown_member'
  if (row.too_many) return 'too_many'
  return row.written ? 'written' : 'unchanged'
}
