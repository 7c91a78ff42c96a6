/**
 * The first part of a statement that does the same for many: its items as rows, from the JSON of the only parameter. The
 * comparison holds of all of them. It makes the planner expect one, so that each is looked up by index, however small a
 * table was when the statement was planned.
 */
export function itemRows(columns: string): string {
  return `item as materialized (
    select r.* from jsonb_to_recordset($1::jsonb) as r(place int, ${columns}) where r.place = abs(r.place)
  )`
}

/** The columns of an item: one object, or several, because copying many into one takes longer than writing them. None is empty. */
export type Item = object | readonly object[]

/** The only parameter of such a statement. Of a column that an item has twice the later counts. */
export function itemValues(items: readonly Item[]): [string] {
  return [`[${items.map((item, place) => `{"place":${place}${toColumns(item)}}`).join()}]`]
}

function toColumns(item: Item): string {
  const parts: readonly object[] = Array.isArray(item) ? item : [item]
  return parts.map((part) => `,${JSON.stringify(part).slice(1, -1)}`).join('')
}

/** What such a statement answered, in the order of its items; null for those without a row. */
export function inPlaces<Row extends { readonly place: number }>(
  items: readonly unknown[],
  rows: readonly Row[],
): (Row | null)[] {
  const answers = items.map((): Row | null => null)
  for (const row of rows) answers[row.place] = row
  return answers
}
