import type { JsonRow } from '../json-rows.ts'
import type { ScimResourceType } from './scim-condition.ts'

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

export const TABLES = { User: 'scim_users', Group: 'scim_groups' } as const

/** In the order of joining. */
const MEMBERS = `(select json_agg(json_strip_nulls(json_build_object('value', m.member_object_id,
      'display', u.document ->> 'displayName', 'type', 'User')) order by m.ordinal)
    from entra_group_members m left join scim_users u on u.id = m.member_object_id::uuid
    where m.connection_id = r.connection_id and m.group_object_id = r.id::text)`

const GROUPS = `(select json_agg(json_build_object('value', m.group_object_id,
      'display', g.document ->> 'displayName', 'type', 'direct') order by m.group_object_id)
    from entra_group_members m join scim_groups g on g.id = m.group_object_id::uuid
    where m.connection_id = r.connection_id and m.member_object_id = r.id::text)`

/** Columns of the resource `r`. */
export function columns(type: ScimResourceType, related: boolean): string {
  const more = related ? (type === 'Group' ? MEMBERS : GROUPS) : 'null::json'
  return `r.id::text as id, r.document, r.version, r.created_at, r.last_modified, ${more} as related`
}

type Times = Pick<ScimRow, 'created_at' | 'last_modified'>

/** A stored resource that came as JSON, and whatever came with it. */
export function withTimes<Row extends JsonRow<Times>>(row: Row): Omit<Row, keyof Times> & Times {
  return { ...row, created_at: new Date(row.created_at), last_modified: new Date(row.last_modified) }
}
