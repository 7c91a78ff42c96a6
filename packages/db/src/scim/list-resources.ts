import { asJson, jsonRows, parseRow } from '../json-rows.ts'
import type { Sql } from '../sql.ts'
import { findResource, type FindResource } from './find-resource.ts'
import { Parameters, renderCondition } from './render-condition.ts'
import type { ScimCondition, ScimField, ScimResourceType } from './scim-condition.ts'
import { columns, TABLES, withTimes, type ScimRow } from './stored-resource.ts'

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

/** A page in the order of ids, which is that of creation, and how many there are in all: one statement. */
export async function listScimRows(
  sql: Sql,
  query: ListScimRows,
): Promise<{ total: number; rows: ScimRow[] }> {
  const { condition } = query
  const { connectionId, limit, offset } = query
  const key = condition && toKey(condition)
  if (key) {
    const row = await findResource(sql, { ...query, ...key })
    return { total: row ? 1 : 0, rows: row ? [row].slice(offset, offset + limit) : [] }
  }
  if (condition !== null && isUnique(condition)) return findUnique(sql, query, condition)
  const parameters = new Parameters([connectionId, limit, offset])
  const text = condition === null ? allText(query) : chosenText(query, renderCondition(condition, parameters))
  // A page beyond the last is one row, which only has the total.
  const rows = await sql<{ total: number; json: string | null }>(
    { name: toName(query), text },
    parameters.values,
  )
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.flatMap(({ json }) => (json === null ? [] : [withTimes(parseRow<ScimRow>(json))])),
  }
}

/** What the only resource that can be chosen is found by; null where there may be more of them, or more to it. */
function toKey(condition: ScimCondition): Pick<FindResource, 'by' | 'value'> | null {
  if (condition.kind !== 'test' || condition.test.operator !== 'eq') return null
  const { field, test } = condition
  if (field.kind !== 'userNameKey' && field.kind !== 'displayNameKey') return null
  return { by: field.kind, value: test.value }
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
  const text = asJson(
    `select ${columns(type, related)} from ${TABLES[type]} r where r.connection_id = $1::uuid and ${chosen}`,
  )
  const rows = await jsonRows<ScimRow>(sql, { name: toName(query), text }, parameters.values)
  return { total: rows.length, rows: rows.slice(offset, offset + limit).map(withTimes) }
}

function toName({ type, name, related }: ListScimRows): string | null {
  return name === null ? null : `scim-list-${type}-${name}${related ? '-related' : ''}`
}

function allText({ type, related }: ListScimRows): string {
  const own = `${TABLES[type]} r where r.connection_id = $1::uuid`
  return `select t.total, to_json(p)::text as json from (select count(*)::int as total from ${own}) t
    left join lateral (select ${columns(type, related)} from ${own} order by r.id limit $2::int offset $3::int) p on true
    order by p.id`
}

function chosenText({ type, related }: ListScimRows, condition: string): string {
  return `with found as materialized (select r.id from ${TABLES[type]} r where r.connection_id = $1::uuid and ${condition})
    select t.total, to_json(p)::text as json from (select count(*)::int as total from found) t
    left join lateral (select ${columns(type, related)} from ${TABLES[type]} r
      where r.id = any (array(select f.id from found f order by f.id limit $2::int offset $3::int))) p on true
    order by p.id`
}
