import type { CoverageRow } from '@rollcall/db'
import type { directoryCoverage } from '@rollcall/vocabulary'
import type * as z from 'zod'

/** Names said in a sentence; more are counted. */
const NAMED = 3

/** What a connection reads, as a sentence: who is not among the people it found is outside of this. */
export function toCoverage(row: CoverageRow): z.input<typeof directoryCoverage> {
  return {
    connectionId: row.id,
    connectionName: row.displayName,
    text: `${row.displayName} reads ${describeScope(row)}. ${describeReading(row)}`,
    lastFullAt: row.lastFullAt?.toISOString() ?? null,
  }
}

export function describeScope(row: Pick<CoverageRow, 'groups' | 'includeNested' | 'includeGuests'>): string {
  const guests = row.includeGuests ? 'guests included' : 'without guests'
  if (row.groups.length === 0) return `everyone in the directory, ${guests}`
  const nested = row.includeNested ? 'with the groups inside' : 'without the groups inside'
  const names = row.groups.slice(0, NAMED).map((group) => group.name ?? group.id)
  const more = row.groups.length - names.length
  const listed = more > 0 ? [...names, `${more} more`] : names
  const noun = row.groups.length === 1 ? 'group' : 'groups'
  return `the people in the ${noun} ${joined(listed)}, ${nested} and ${guests}`
}

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

function describeReading({ lastFullAt }: CoverageRow): string {
  return lastFullAt === null
    ? 'It has not been read completely yet.'
    : `It was last read completely on ${lastFullAt.toISOString().slice(0, 16).replace('T', ' at ')} UTC.`
}
