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

/** The only parameter of such a statement. */
export function itemValues(items: readonly object[]): [string] {
  return [`[${items.map((item, place) => `{"place":${place},${JSON.stringify(item).slice(1)}`).join()}]`]
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
