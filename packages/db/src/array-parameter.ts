import { Prisma } from './generated/client.ts'

type Element = string | number | boolean | null

const TYPES = {
  bool: Prisma.sql`bool[]`,
  int: Prisma.sql`int[]`,
  text: Prisma.sql`text[]`,
  uuid: Prisma.sql`uuid[]`,
} as const

/**
 * A list of thousands as one parameter of a statement. The client looks at every element of a list it is given, and at
 * every character of a text, several times over, which for large batches takes longer than the database does. Bytes it
 * passes on as they are, so the list travels as the bytes of PostgreSQL's own notation, `{"a","b",NULL}`.
 * (PostgreSQL manual, 8.15.2)
 */
export function arrayOf(values: readonly Element[], type: keyof typeof TYPES): Prisma.Sql {
  return Prisma.sql`${textOf(toArrayText(values))}::${TYPES[type]}`
}

/** The same for values that are stored as JSON. A line each: JSON as it is written here has no line end of its own. */
export function jsonArrayOf(values: readonly unknown[]): Prisma.Sql {
  const lines = values.map((value) => JSON.stringify(value)).join('\n')
  return Prisma.sql`string_to_array(${textOf(lines)}, E'\n')::jsonb[]`
}

function textOf(text: string): Prisma.Sql {
  return Prisma.sql`convert_from(${Buffer.from(text)}::bytea, 'UTF8')`
}

/**
 * The notation itself, for `= any(${text}::text[])`: what an index is asked for has to be a constant to the planner, which
 * bytes that are still to be converted are not.
 */
export function toArrayText(values: readonly Element[]): string {
  let text = ''
  for (const value of values) text += `,${toElement(value)}`
  return `{${text.slice(1)}}`
}

function toElement(value: Element): string {
  if (value === null) return 'NULL'
  if (typeof value !== 'string') return String(value)
  const needsEscape = value.includes('"') || value.includes('\\')
  return `"${needsEscape ? value.replace(/["\\]/g, String.raw`\$&`) : value}"`
}
