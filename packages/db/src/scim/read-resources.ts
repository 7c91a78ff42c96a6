import type { Sql, Statement } from '../sql.ts'
import { Parameters, renderCondition } from './render-condition.ts'
import type { ScimCondition, ScimField, ScimResourceType } from './scim-condition.ts'

/** A stored resource. */
export interface ScimRow {
  readonly id: string
  /** Canonical names, without `schemas`, `id` and `meta`. */
  readonly document: Readonly<Record<string, unknown>>
  readonly version: number
  readonly created_at: Date
  readonly last_modified: Date
  /** Members of a Group or groups of a User as SCIM writes them; null when there are none, or nobody asked. */
  readonly related: readonly object[] | null
}

const TABLES = { User: 'scim_users', Group: 'scim_groups' } as const

/** In the order of joining. */
const MEMBERS = `(select json_agg(json_strip_nulls(json_build_object('value', m.member_object_id,
      'display', u.document ->> 'displayName', 'type', 'User')) order by m.ordinal)
    from entra_group_members m left join scim_users u on u.id = m.member_object_id::uuid
    where m.connection_id = r.connection_id and m.group_object_id = r.id::text)`

const GROUPS = `(select json_agg(json_build_object('value', m.group_object_id,
      'display', g.document ->> 'displayName', 'type', 'direct') order by m.group_object_id)
    from entra_group_members m join scim_groups g on g.id = m.group_object_id::uuid
    where m.connection_id = r.connection_id and m.member_object_id = r.id::text)`

function columns(type: ScimResourceType, related: boolean): string {
  const more = related ? (type === 'Group' ? MEMBERS : GROUPS) : 'null::json'
  return `r.id::text as id, r.document, r.version, r.created_at, r.last_modified, ${more} as related`
}

function findStatement(type: ScimResourceType, related: boolean): Statement {
  return {
    name: `scim-find-${type}${related ? '-related' : ''}`,
    text: `select ${columns(type, related)} from ${TABLES[type]} r
      where r.id = $1::uuid and r.connection_id = $2::uuid`,
  }
}

const FIND = {
  User: { bare: findStatement('User', false), related: findStatement('User', true) },
  Group: { bare: findStatement('Group', false), related: findStatement('Group', true) },
} as const

export interface FindScimRow {
  readonly type: ScimResourceType
  readonly connectionId: string
  /** A UUID; others are refused by the database. */
  readonly id: string
  readonly related: boolean
}

/** By primary key; null when the connection has none. */
export async function findScimRow(
  sql: Sql,
  { type, connectionId, id, related }: FindScimRow,
): Promise<ScimRow | null> {
  const rows = await sql<ScimRow>(FIND[type][related ? 'related' : 'bare'], [id, connectionId])
  return rows[0] ?? null
}

export interface ListScimRows {
  readonly type: ScimResourceType
  readonly connectionId: string
  /** Null for all. */
  readonly condition: ScimCondition | null
  /** For a condition that comes up often: the same name always goes with a condition of the same form. */
  readonly name: string | null
  readonly offset: number
  readonly limit: number
  readonly related: boolean
}

type ListedRow = { total: number } & (ScimRow | { [Column in keyof ScimRow]: null })

/** A page in the order of ids, which is that of creation, and how many there are in all: one statement. */
export async function listScimRows(
  sql: Sql,
  query: ListScimRows,
): Promise<{ total: number; rows: ScimRow[] }> {
  const { condition } = query
  if (condition !== null && isUnique(condition)) return findUnique(sql, query, condition)
  const { connectionId, limit, offset } = query
  const parameters = new Parameters([connectionId, limit, offset])
  const text = condition === null ? allText(query) : chosenText(query, renderCondition(condition, parameters))
  const rows = await sql<ListedRow>({ name: toName(query), text }, parameters.values)
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.flatMap(({ total: _total, ...row }) => (row.id === null ? [] : [row])),
  }
}

/** Whether no two resources of a connection can be chosen, so that there is nothing to sort or to count. */
function isUnique(condition: ScimCondition): boolean {
  if (condition.kind === 'and') return condition.items.some(isUnique)
  return condition.kind === 'test' && condition.test.operator === 'eq' && UNIQUE.has(condition.field.kind)
}

/** Columns with a unique index, alone or beside the connection. */
const UNIQUE: ReadonlySet<ScimField['kind']> = new Set(['id', 'userNameKey', 'displayNameKey'])

async function findUnique(
  sql: Sql,
  query: ListScimRows,
  condition: ScimCondition,
): Promise<{ total: number; rows: ScimRow[] }> {
  const { type, related, connectionId, limit, offset } = query
  const parameters = new Parameters([connectionId])
  const chosen = renderCondition(condition, parameters)
  const text = `select ${columns(type, related)} from ${TABLES[type]} r where r.connection_id = $1::uuid and ${chosen}`
  const rows = await sql<ScimRow>({ name: toName(query), text }, parameters.values)
  return { total: rows.length, rows: rows.slice(offset, offset + limit) }
}

function toName({ type, name, related }: ListScimRows): string | null {
  return name === null ? null : `scim-list-${type}-${name}${related ? '-related' : ''}`
}

function allText({ type, related }: ListScimRows): string {
  const own = `${TABLES[type]} r where r.connection_id = $1::uuid`
  return `select t.total, p.* from (select count(*)::int as total from ${own}) t
    left join lateral (select ${columns(type, related)} from ${own} order by r.id limit $2::int offset $3::int) p on true
    order by p.id`
}

function chosenText({ type, related }: ListScimRows, condition: string): string {
  return `with found as materialized (select r.id from ${TABLES[type]} r where r.connection_id = $1::uuid and ${condition})
    select t.total, p.* from (select count(*)::int as total from found) t
    left join lateral (select ${columns(type, related)} from ${TABLES[type]} r
      where r.id = any (array(select f.id from found f order by f.id limit $2::int offset $3::int))) p on true
    order by p.id`
}
