import { gather } from '../gather.ts'
import { asJson, jsonRows } from '../json-rows.ts'
import type { Sql, Statement } from '../sql.ts'
import { inPlaces, itemRows, itemValues } from './items.ts'
import type { ScimResourceType } from './scim-condition.ts'
import { columns, TABLES, withTimes, type ScimRow } from './stored-resource.ts'

/** What no two resources of a connection have in common. */
export type UniqueKey = 'id' | 'userNameKey' | 'displayNameKey'

const KEYS = {
  id: ['r.id', 'uuid'],
  userNameKey: ['r.user_name_key', 'text'],
  displayNameKey: ['r.display_name_key', 'text'],
} as const satisfies Record<UniqueKey, readonly [string, string]>

export interface FindResource {
  readonly type: ScimResourceType
  readonly connectionId: string
  readonly by: UniqueKey
  /** As it is stored: names folded. An id is a UUID; others are refused by the database. */
  readonly value: string
  /** Whether members or groups are wanted with it. */
  readonly related: boolean
}

type Find = (sql: Sql, wanted: FindResource) => Promise<ScimRow | null>

const FORMS = new Map<string, Find>()

/** By one unique index; null when the connection has none. Those who are looked for together share a statement. */
export function findResource(sql: Sql, wanted: FindResource): Promise<ScimRow | null> {
  const name = `scim-find-${wanted.type}-${wanted.by}${wanted.related ? '-related' : ''}`
  const find = FORMS.get(name) ?? gatherFind({ name, text: findText(wanted) })
  FORMS.set(name, find)
  return find(sql, wanted)
}

function findText({ type, by, related }: FindResource): string {
  const [column, sqlType] = KEYS[by]
  return asJson(`with ${itemRows(`"connectionId" uuid, value ${sqlType}`)}
    select item.place, ${columns(type, related)} from item
    join ${TABLES[type]} r on r.connection_id = item."connectionId" and ${column} = item.value`)
}

function gatherFind(statement: Statement): Find {
  return gather({
    keysOf: () => [],
    async send(sql, items) {
      const wanted = items.map(({ connectionId, value }) => ({ connectionId, value }))
      const rows = await jsonRows<ScimRow & { place: number }>(sql, statement, itemValues(wanted))
      return inPlaces(items, rows.map(withTimes))
    },
  })
}
