import { quote, type ScimError } from '../scim-error.ts'
import { isStorable } from '../storable-text.ts'

/** `at` counts characters from 1, for people. `text` of a string is what it means, not how it was written. */
export interface Token {
  readonly kind: 'string' | 'word' | '(' | ')' | '[' | ']'
  readonly text: string
  readonly at: number
}

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|([()[\]])|([^\s()[\]"]+))/y

/** Cuts a filter or path into tokens. `fail` makes the error of whichever of the two this is. */
export function toTokens(text: string, fail: (detail: string) => ScimError): Token[] {
  const pattern = new RegExp(TOKEN)
  const end = text.trimEnd().length
  const tokens: Token[] = []
  while (pattern.lastIndex < end) {
    const from = pattern.lastIndex
    const match = pattern.exec(text)
    if (!match)
      throw fail(`What begins at character ${from + 1} is not readable: ${quote(text.slice(from))}.`)
    const [, written, bracket, word] = match
    const at = pattern.lastIndex - (written ?? bracket ?? word ?? '').length + 1
    if (written !== undefined) tokens.push({ kind: 'string', text: readString(written, at, fail), at })
    else if (bracket !== undefined) tokens.push({ kind: toBracket(bracket), text: bracket, at })
    else tokens.push({ kind: 'word', text: word ?? '', at })
  }
  return tokens
}

function readString(written: string, at: number, fail: (detail: string) => ScimError): string {
  const text = parseString(written)
  if (text !== null && isStorable(text)) return text
  throw fail(`The text at character ${at} is not a JSON string of proper characters: ${quote(written)}.`)
}

function parseString(written: string): string | null {
  try {
    return String(JSON.parse(written))
  } catch {
    return null
  }
}

/** The pattern lets nothing else through. */
function toBracket(text: string): '(' | ')' | '[' | ']' {
  return text as '(' | ')' | '[' | ']'
}
