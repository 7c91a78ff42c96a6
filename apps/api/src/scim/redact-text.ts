import { findAttribute } from '@rollcall/scim'

/** Stands where something personal stood. */
export const HIDDEN = '…'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const URN = /^urn:ietf:params:scim:[\w:.-]{1,120}$/i
const NAME = /^[A-Za-z$_][\w$-]{0,63}$/
/** Words of the language itself: what an address is used for, kinds of resources, operations, booleans. */
const WORDS: ReadonlySet<string> = new Set(
  (
    'true false null work home other mobile fax pager direct indirect user group schema resourcetype ' +
    'serviceproviderconfig add remove replace eq ne co sw ew gt ge lt le pr and or not invalidfilter toomany ' +
    'uniqueness mutability invalidsyntax invalidpath notarget invalidvalue invalidvers sensitive'
  ).split(' '),
)
const LONGEST_WORD = Math.max(...[...WORDS].map((word) => word.length))
const OPERATOR = /^(eq|ne|co|sw|ew|gt|ge|lt|le)$/i
const QUOTED = /"(?:[^"\\]|\\.)*(?:"|$)/g

/** Whether a text says nothing about a person: empty, an id, a URN, or a word of SCIM. */
export function isPlain(text: string): boolean {
  if (text.length <= LONGEST_WORD) return text === '' || WORDS.has(text.toLowerCase())
  return text.length === 36 ? UUID.test(text) || URN.test(text) : URN.test(text)
}

/** A value as it may be kept: as it is when it is plain, else its first letter, and not even that of a short one. */
export function redactValue(text: string): string {
  if (isPlain(text)) return text
  const first = text.length > 3 ? text.charAt(0) : ''
  return /^[\p{L}\p{N}]/u.test(first) ? first + HIDDEN : HIDDEN
}

/** The name of an attribute, with its URN, sub-attribute and brackets; anything else is hidden. */
export function redactName(text: string): string {
  if (NAME.test(text)) return text
  const masked = text.length > 400 ? '' : redactFilter(text)
  return /^[\w$:.-]{1,160}(\[[^[\]]*\](\.[\w$-]{1,64})?)?$/.test(masked) ? masked : HIDDEN
}

/** A filter without what it compares with. Names of attributes, operators and plain values stay. */
export function redactFilter(text: string): string {
  let compares = false
  return text.slice(0, 1000).replaceAll(/"(?:[^"\\]|\\.)*(?:"|$)|[^\s"()[\]]+/g, (token) => {
    const literal = token.startsWith('"')
    const hidden = literal ? redactLiteral(token) : redactWord(token, compares)
    compares = !literal && OPERATOR.test(token)
    return hidden
  })
}

function redactLiteral(token: string): string {
  const inside = token.replaceAll(/^"|"$/g, '')
  return isPlain(inside) ? token : `"${HIDDEN}"`
}

function redactWord(token: string, compares: boolean): string {
  if (compares) return isPlain(token) ? token : HIDDEN
  return /^\.?[\w$:.-]{1,160}$/.test(token) ? token : HIDDEN
}

/**
 * A sentence about a request without what it quotes from it. The name of an attribute nobody knows stays, because it
 * is what such a sentence is for.
 */
export function redactSentence(text: string): string {
  return text.slice(0, 1000).replaceAll(QUOTED, (quoted, at: number) => {
    const inside = quoted.replaceAll(/^"|"$/g, '')
    if (isPlain(inside) || isKnownName(inside)) return quoted
    const names = /\b(?:no|attribute) $/.test(text.slice(0, at))
    return names && isNameLike(inside) ? quoted : `"${HIDDEN}"`
  })
}

function isKnownName(text: string): boolean {
  return (findAttribute(text, 'User') ?? findAttribute(text, 'Group')) !== null
}

/** Names of attributes are words, with dots or behind a URN. */
function isNameLike(text: string): boolean {
  return /^urn:[\w:.-]{1,160}$/i.test(text) || text.split('.').every((part) => NAME.test(part))
}
