import { expect, test } from 'vitest'
import { asJson, jsonRows } from './json-rows.ts'
import { withTimes } from './scim/stored-resource.ts'
import { describeEachEngine } from './testing/index.ts'

interface Row {
  created_at: Date
  last_modified: Date
  nothing: string | null
  flag: boolean
  count: number
  share: number
  mark: string
  words: string[]
  document: object
  more: object | null
}

const QUERY = `select timestamptz '2026-03-29 02:30:00.123987+02' as created_at,
    timestamptz '1999-12-31 23:59:59.999999+00' as last_modified, null::text as nothing, true as flag, -7 as count,
    0.1::float8 as share, '4294967295'::xid::text as mark, array['', 'say "hi"', E'back\\\\slash\\n', '東京 🙂'] as words,
    '{"n":[12345678901234567890,1e-7,1.50,-0],"__proto__":{"a":null},"text":"\\u00e9\\u2028"}'::jsonb as document,
    json_build_array(1, null) as more`

/** The time zone of the session, for one statement. */
function inZone(zone: string): string {
  return `with zone as materialized (select set_config('TimeZone', '${zone}', true) as set)
    ${QUERY} from zone where zone.set is not null`
}

describeEachEngine('rows as JSON', (open) => {
  test.each(['UTC', 'Asia/Kathmandu', 'America/St_Johns'])('say what columns say: %s', async (zone) => {
    const { sql } = open()
    const [columns] = await sql<Row>({ name: null, text: inZone(zone) }, [])
    const [row] = await jsonRows<Row>(sql, { name: null, text: asJson(inZone(zone)) }, [])
    expect(row && withTimes(row)).toStrictEqual({ ...columns })
    expect(columns?.created_at.toISOString()).toBe('2026-03-29T00:30:00.123Z')
    expect(row?.created_at.endsWith('+00:00')).toBe(zone === 'UTC')
  })
})
