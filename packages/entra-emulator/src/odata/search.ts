import type { JsonObject } from '../json-value.ts'

type Term = { property: string; words: string[] }

/** `$search`: any of the lists must hold in all its terms. */
export type Search = { anyOf: readonly (readonly Term[])[] }

const SEARCHABLE = new Set([
  'displayname',
  'mail',
  'userprincipalname',
  'givenname',
  'surname',
  'description',
  'mailnickname',
])
const CLAUSE = /^"(?:(\w+):)?((?:[^"\\]|\\.)*)"$/

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s\p{P}\p{S}]+/u)
    .filter((word) => word !== '')

/** Parses `"displayName:ana" AND "mail:silva" OR …`; undefined when it is not in that form. */
export function parseSearch(text: string): Search | undefined {
  const anyOf: Term[][] = []
  for (const part of text.split(/\s+OR\s+/)) {
    const terms: Term[] = []
    for (const clause of part.split(/\s+AND\s+/)) {
      const found = CLAUSE.exec(clause.trim())
      if (found === null) return undefined
      const [, property = 'displayName', value = ''] = found
      if (!SEARCHABLE.has(property.toLowerCase())) return undefined
      terms.push({ property, words: wordsOf(value.replaceAll(/\\(.)/g, '$1')) })
    }
    anyOf.push(terms)
  }
  return { anyOf }
}

function termFits({ property, words }: Term, record: JsonObject): boolean {
  const name = Object.keys(record).find((key) => key.toLowerCase() === property.toLowerCase())
  const value = name === undefined ? null : record[name]
  if (typeof value !== 'string') return false
  const tokens = wordsOf(value)
  return words.every((word) => tokens.some((token) => token.startsWith(word)))
}

export function isFound(search: Search, record: JsonObject): boolean {
  return search.anyOf.some((terms) => terms.every((term) => termFits(term, record)))
}
