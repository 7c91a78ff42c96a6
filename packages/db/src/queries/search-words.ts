import { Prisma } from '../generated/client.ts'

/** More words than anyone types; the rest is passed over so that a pasted page costs no more than a sentence. */
const MOST_WORDS = 12

/**
 * Conditions that a folded search column holds every word of the search, whatever its case and accents. Wildcards of
 * LIKE in the search mean themselves, and folding is left to the database, which made the column.
 */
export function holdsEveryWord(column: Prisma.Sql, search: string | undefined): Prisma.Sql[] {
  return toWords(search).map((word) => holds(column, word))
}

/**
 * The same for a column of very many rows with a trigram index, which knows three letters in a row and how a word
 * begins. Words of one or two letters or digits have to begin a word of the column, or what follows a full stop or
 * hyphen: in the middle of words no index finds them. Other single signs are looked for everywhere, row by row.
 */
export function findsEveryWord(column: Prisma.Sql, search: string | undefined): Prisma.Sql[] {
  return toWords(search).flatMap((word) => (isShort(word) ? begins(column, word) : findsWord(column, word)))
}

/**
 * The same, said so that the planner takes it for few rows and looks them up by the index. It knows too little of what is in
 * the middle of a text to tell, and goes through the table when it takes them for many.
 */
export function findsFew(column: Prisma.Sql, search: string | undefined): Prisma.Sql[] {
  const unindexed = Prisma.sql`(${column} || '')`
  return [
    ...findsEveryWord(column, search),
    ...toWords(search)
      .slice(0, 1)
      .map((word) => holds(unindexed, word)),
  ]
}

/**
 * An email address is looked up by what stands before its domain: the domain is that of very many, and the index would go
 * through all of them.
 */
function findsWord(column: Prisma.Sql, word: string): Prisma.Sql[] {
  const at = word.indexOf('@')
  if (at < 3) return [holds(column, word)]
  return [holds(column, word.slice(0, at + 1)), holds(Prisma.sql`(${column} || '')`, word)]
}

/** What begins a folded column when it begins with all of the search; null when nothing is searched for. */
export function beginningOf(search: string | undefined): Prisma.Sql | null {
  const phrase = toWords(search).join(' ')
  return phrase === '' ? null : Prisma.sql`fold_text(${phrase}::text)`
}

function toWords(search: string | undefined): string[] {
  return (search ?? '')
    .replaceAll('\0', ' ')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
}

/** One or two letters or digits; what a mark adds to a letter is no letter of its own. */
function isShort(word: string): boolean {
  return /^([\p{L}\p{N}]\p{M}*){1,2}$/u.test(word)
}

function holds(column: Prisma.Sql, word: string): Prisma.Sql {
  const pattern = `%${word.replace(/[\\%_]/g, String.raw`\$&`)}%`
  return Prisma.sql`${column} like fold_text(${pattern}::text)`
}

/**
 * One pattern, so that the index answers it together with the other words: of several it would look up one and go through
 * all that it finds. Letters and digits mean themselves in it.
 */
function begins(column: Prisma.Sql, word: string): Prisma.Sql {
  return Prisma.sql`${column} ~ fold_text(${`(^|[ .-])${word}`}::text)`
}

/** Joins conditions; no condition means every row. */
export function everyCondition(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join([...conditions], ' and ')
}
