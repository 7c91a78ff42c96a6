import { expect, test } from 'vitest'
import { arrayOf, jsonArrayOf, toArrayText } from './array-parameter.ts'
import { describeEachEngine } from './testing/index.ts'

const AWKWARD = [
  'plain',
  '',
  ' ',
  'NULL',
  'null',
  null,
  '{a,b}',
  'a,b',
  'say "hello"',
  String.raw`back\slash`,
  String.raw`\"both\"`,
  String.raw`\N`,
  'two\nlines\r\n',
  'tab\there',
  '\u0001\u001f',
  'Zoë Ñandú 東京 🙂',
  "it's; drop table users --",
  '$1 :name %s ${x}',
]

describeEachEngine('lists as parameters', (open) => {
  test('arrive as they were, whatever is in their texts', async () => {
    const rows = await open().client.$queryRaw<{ place: bigint; value: string | null }[]>`
      select place, value from unnest(${arrayOf(AWKWARD, 'text')}) with ordinality as r(value, place) order by place`
    expect(rows.map((row) => row.value)).toEqual(AWKWARD)
    const [row] = await open().client.$queryRaw<{ values: string[] }[]>`
      select ${toArrayText(AWKWARD)}::text[] as values`
    expect(row?.values).toEqual(AWKWARD)
  })

  test('of other types, and without elements', async () => {
    const id = '0197aaaa-0000-7000-8000-000000000001'
    const [row] = await open().client.$queryRaw<object[]>`
      select ${arrayOf([id, null], 'uuid')} as ids, ${arrayOf([1, -2, null], 'int')} as numbers,
        ${arrayOf([true, false, null], 'bool')} as flags, ${arrayOf([], 'text')} as none,
        cardinality(${jsonArrayOf([])}) as nothing`
    expect(row).toEqual({
      ids: [id, null],
      numbers: [1, -2, null],
      flags: [true, false, null],
      none: [],
      nothing: 0,
    })
  })

  test('of JSON values, each as it was', async () => {
    const values = [
      ...AWKWARD.map((text) => ({ text, list: [text, { text }] })),
      [],
      {},
      null,
      0,
      1.5,
      'text',
      false,
    ]
    const rows = await open().client.$queryRaw<{ value: unknown }[]>`
      select value from unnest(${jsonArrayOf(values)}) with ordinality as r(value, place) order by place`
    expect(rows.map((row) => row.value)).toEqual(values)
  })
})
