import { HIDDEN } from './redact-text.ts'

/** Printable, without what JSON escapes. */
const PLAIN = /^[ !#-[\]-~]*$/

/** A text as JSON in ASCII: kept with one byte for each character until it is sent, and written as it is. */
export function toAsciiJson(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`
  // Most of what is kept of a person is this, or a letter and this.
  const first = text.slice(0, -HIDDEN.length)
  if (text.endsWith(HIDDEN) && first.length < 2 && PLAIN.test(first)) return `"${first}${HIDDEN_ESCAPED}"`
  return escape(JSON.stringify(text))
}

const HIDDEN_ESCAPED = escape(HIDDEN)

/** One by one, because whatever is replaced in a text of wider characters stays a text of wider characters. */
function escape(json: string): string {
  const characters: string[] = []
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at)
    characters.push(code < 0x80 ? json.charAt(at) : `\\u${code.toString(16).padStart(4, '0')}`)
  }
  return characters.join('')
}
