import { Prisma } from '../generated/client.ts'

/** More words than anyone types; the rest is passed over so that a pasted page costs no more than a sentence. */
const MOST_WORDS = 12

/**
 * Conditions that a folded search column holds every word of the search, whatever its case and accents. Wildcards of
 * LIKE in the search mean themselves, and folding is left to the database, which made the column.
 */
export function holdsEveryWord(column: Prisma.Sql, search: string | undefined): Prisma.Sql[] {
  const words = (search ?? '')
    .replaceAll('\0', ' ')
    .split(/\s+/u)
    .filter((word) => word !== '')
  return words.slice(0, MOST_WORDS).map((word) => {
    const pattern = `%${word.replace(/[\\%_]/g, String.raw`\$&`)}%`
    return Prisma.sql`${column} like fold_text(${pattern}::text)`
  })
}

/** Joins conditions; no condition means every row. */
export function everyCondition(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join([...conditions], ' and ')
}
