import { findAttribute, findSubAttribute, shortName, type AttributePath } from '../attribute-path.ts'
import type { ResourceType } from '../resource.ts'
import { invalidFilter, quote, type ScimError } from '../scim-error.ts'
import { toTokens, type Token } from './filter-tokens.ts'
import type { CompareOperator, Comparison, Filter, Presence } from './filter.ts'
import { readLiteral } from './read-literal.ts'

export const MAX_FILTER_CHARACTERS = 4096
const MAX_DEPTH = 16
const MAX_NODES = 64

const OPERATORS: ReadonlySet<string> = new Set(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'])

/** Where a parse is. `scope` is the attribute whose brackets surround the place. */
export interface Cursor {
  readonly tokens: readonly Token[]
  readonly type: ResourceType
  readonly fail: (detail: string) => ScimError
  at: number
  nodes: number
  scope: AttributePath | null
}

/** Throws `invalidFilter` for what is no filter, names no attribute, or suits no attribute of that type. */
export function parseFilter(text: string, type: ResourceType): Filter {
  if (text.length > MAX_FILTER_CHARACTERS)
    throw invalidFilter(`A filter has at most ${MAX_FILTER_CHARACTERS} characters.`)
  const cursor = openCursor(toTokens(text, invalidFilter), type, invalidFilter)
  const filter = parseOr(cursor, 0)
  const rest = cursor.tokens[cursor.at]
  if (rest) throw invalidFilter(`The filter should end before character ${rest.at}: ${quote(rest.text)}.`)
  return filter
}

export function openCursor(
  tokens: readonly Token[],
  type: ResourceType,
  fail: (detail: string) => ScimError,
): Cursor {
  return { tokens, type, fail, at: 0, nodes: 0, scope: null }
}

/** The filter between the brackets behind `path`; the cursor stands behind the opening one and ends behind the other. */
export function parseBrackets(cursor: Cursor, path: AttributePath, depth: number): Filter {
  if (path.sub !== null || path.definition.type !== 'complex')
    throw cursor.fail(`${shortName(path)} has no parts that brackets could choose by.`)
  cursor.scope = path
  const filter = parseOr(cursor, depth + 1)
  cursor.scope = null
  if (!take(cursor, ']')) throw cursor.fail(`The bracket behind ${shortName(path)} is not closed.`)
  return filter
}

function parseOr(cursor: Cursor, depth: number): Filter {
  const items = [parseAnd(cursor, depth)]
  while (takeWord(cursor, 'or')) items.push(parseAnd(cursor, depth))
  return join(cursor, 'or', items)
}

function parseAnd(cursor: Cursor, depth: number): Filter {
  const items = [parseTerm(cursor, depth)]
  while (takeWord(cursor, 'and')) items.push(parseTerm(cursor, depth))
  return join(cursor, 'and', items)
}

function join(cursor: Cursor, kind: 'and' | 'or', items: readonly Filter[]): Filter {
  const [only] = items
  return only && items.length === 1 ? only : count(cursor, { kind, items })
}

function parseTerm(cursor: Cursor, depth: number): Filter {
  if (depth > MAX_DEPTH) throw cursor.fail(`A filter is nested at most ${MAX_DEPTH} deep.`)
  if (cursor.tokens[cursor.at + 1]?.kind === '(' && takeWord(cursor, 'not'))
    return count(cursor, { kind: 'not', item: parseGroup(cursor, depth) })
  return cursor.tokens[cursor.at]?.kind === '(' ? parseGroup(cursor, depth) : parseTest(cursor, depth)
}

function parseGroup(cursor: Cursor, depth: number): Filter {
  cursor.at += 1
  const filter = parseOr(cursor, depth + 1)
  if (!take(cursor, ')')) throw cursor.fail('A parenthesis is not closed.')
  return filter
}

function parseTest(cursor: Cursor, depth: number): Filter {
  const token = take(cursor, 'word')
  if (!token) throw cursor.fail(`An attribute is expected ${place(cursor)}.`)
  const path = resolve(cursor, token)
  if (!take(cursor, '[')) return parseOperation(cursor, path)

  const filter = parseBrackets(cursor, path, depth)
  const behind = cursor.tokens[cursor.at]
  if (behind?.kind !== 'word' || /^(and|or)$/i.test(behind.text))
    return count(cursor, { kind: 'element', path, filter })
  const then = parseOperation(cursor, takeSub(cursor, path))
  // oxlint-disable-next-line unicorn/no-thenable -- it is never a function, so nothing takes a filter for a promise
  return count(cursor, { kind: 'element', path, filter, then })
}

/** The sub-attribute behind brackets. Microsoft's documentation also shows a bare operator there, meaning the value. */
function takeSub(cursor: Cursor, path: AttributePath): AttributePath {
  const token = cursor.tokens[cursor.at]
  if (!token?.text.startsWith('.')) return path
  const sub = findSubAttribute(path, token.text.slice(1))
  if (!sub) throw cursor.fail(`${path.attribute} has no ${quote(token.text.slice(1))}.`)
  cursor.at += 1
  return sub
}

function parseOperation(cursor: Cursor, path: AttributePath): Comparison | Presence {
  const token = take(cursor, 'word')
  if (!token) throw cursor.fail(`An operator is expected ${place(cursor)}.`)
  const operator = token.text.toLowerCase()
  if (path.definition.returned === 'never') throw cursor.fail(`${path.attribute} cannot be searched.`)
  if (operator === 'pr') return count(cursor, { kind: 'present', path })
  if (!isCompareOperator(operator))
    throw cursor.fail(`${quote(token.text)} at character ${token.at} is no operator: use ${operatorList()}.`)
  const target = comparable(cursor, path)
  const literal = cursor.tokens[cursor.at]
  if (!literal) throw cursor.fail(`A value is expected behind ${quote(token.text)}.`)
  cursor.at += 1
  const value = readLiteral(target, operator, literal, cursor.fail)
  return count(cursor, { kind: 'compare', path: target, operator, value })
}

/** Comparing a complex attribute compares its value: RFC 7644 writes `emails co "x"`, and Entra `manager eq "x"`. */
function comparable(cursor: Cursor, path: AttributePath): AttributePath {
  if (path.definition.type !== 'complex') return path
  const value = findSubAttribute(path, 'value')
  if (value) return value
  throw cursor.fail(
    `Say which part of ${path.attribute} to compare, such as ${path.attribute}.${firstSub(path)}.`,
  )
}

function firstSub(path: AttributePath): string {
  return path.root.subAttributes[0]?.name ?? ''
}

function resolve(cursor: Cursor, token: Token): AttributePath {
  const path = cursor.scope
    ? findSubAttribute(cursor.scope, token.text)
    : findAttribute(token.text, cursor.type)
  if (path) return path
  const owner = cursor.scope ? cursor.scope.attribute : `A ${cursor.type}`
  throw cursor.fail(`${owner} has no attribute ${quote(token.text)}.`)
}

/** Every node passes here once, so the number of them is bounded. */
function count<Node extends Filter>(cursor: Cursor, node: Node): Node {
  cursor.nodes += 1
  if (cursor.nodes > MAX_NODES) throw cursor.fail(`A filter has at most ${MAX_NODES} parts.`)
  return node
}

export function take(cursor: Cursor, kind: Token['kind']): Token | null {
  const token = cursor.tokens[cursor.at]
  if (token?.kind !== kind) return null
  cursor.at += 1
  return token
}

function takeWord(cursor: Cursor, word: string): boolean {
  const token = cursor.tokens[cursor.at]
  if (token?.kind !== 'word' || token.text.toLowerCase() !== word) return false
  cursor.at += 1
  return true
}

function isCompareOperator(text: string): text is CompareOperator {
  return OPERATORS.has(text)
}

function operatorList(): string {
  return [...OPERATORS, 'pr'].join(', ')
}

function place(cursor: Cursor): string {
  const token = cursor.tokens[cursor.at]
  return token ? `at character ${token.at}, instead of ${quote(token.text)}` : 'at the end'
}
