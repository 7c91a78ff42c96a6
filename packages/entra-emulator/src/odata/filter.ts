import { isGuid } from '../seeded-random.ts'

export type Literal = string | number | boolean | null
export type CompareOperator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'

export type Filter =
  | { kind: 'and' | 'or'; left: Filter; right: Filter }
  | { kind: 'not'; operand: Filter }
  | { kind: 'compare'; property: string; operator: CompareOperator; value: Literal }
  | { kind: 'in'; property: string; values: readonly Literal[] }
  | { kind: TextFunction; property: string; value: Literal }
  /** At least one element of a list property fits; inside, the element itself has the name ''. */
  | { kind: 'any'; property: string; inner: Filter | undefined }

export class FilterSyntaxError extends Error {}

type Token = { kind: 'text' | 'word' | 'number' | 'mark'; text: string; at: number }

const TOKEN = /\s*(?:('(?:[^']|'')*')|([A-Za-z_][\w/.@$-]*)|(-?\d[\w:.+-]*)|([(),:]))/y

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at
    const found = TOKEN.exec(text)
    if (found === null) throw new FilterSyntaxError(`Syntax error at position ${at} in '${text}'.`)
    const [, quoted, word, number, mark] = found
    if (quoted !== undefined)
      tokens.push({ kind: 'text', text: quoted.slice(1, -1).replaceAll("''", "'"), at })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, at })
    else tokens.push({ kind: 'mark', text: mark ?? '', at })
    at = TOKEN.lastIndex
  }
  return tokens
}

type TextFunction = 'startswith' | 'endswith' | 'contains'

const OPERATORS: ReadonlyMap<string, CompareOperator> = new Map(
  (['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const).map((operator) => [operator, operator]),
)
const FUNCTIONS: ReadonlyMap<string, TextFunction> = new Map(
  (['startswith', 'endswith', 'contains'] as const).map((name) => [name, name]),
)

/** Recursive descent over OData's filter grammar, the part of it that Graph's directory understands. */
class FilterParser {
  #text: string
  #tokens: Token[]
  #at = 0
  #variable = ''

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokenize(text)
  }

  parse(): Filter {
    const filter = this.#or()
    if (this.#at < this.#tokens.length) throw this.#problem()
    return filter
  }

  #or(): Filter {
    let left = this.#and()
    while (this.#takeWord('or')) left = { kind: 'or', left, right: this.#and() }
    return left
  }

  #and(): Filter {
    let left = this.#unary()
    while (this.#takeWord('and')) left = { kind: 'and', left, right: this.#unary() }
    return left
  }

  #unary(): Filter {
    if (this.#takeWord('not')) return { kind: 'not', operand: this.#unary() }
    if (this.#takeMark('(')) {
      const inner = this.#or()
      this.#expectMark(')')
      return inner
    }
    return this.#condition()
  }

  #condition(): Filter {
    const word = this.#expectWord()
    const name = word.toLowerCase()
    const call = FUNCTIONS.get(name)
    if (call !== undefined && this.#peekMark('(')) return this.#call(call)
    if (name.endsWith('/any') && this.#peekMark('(')) return this.#any(word.slice(0, -'/any'.length))
    const property = this.#property(word)
    const next = this.#expectWord().toLowerCase()
    if (next === 'in') return { kind: 'in', property, values: this.#list() }
    const operator = OPERATORS.get(next)
    if (operator === undefined) throw this.#problem()
    return { kind: 'compare', property, operator, value: this.#literal() }
  }

  #call(name: TextFunction): Filter {
    this.#expectMark('(')
    const property = this.#property(this.#expectWord())
    this.#expectMark(',')
    const value = this.#literal()
    this.#expectMark(')')
    return { kind: name, property, value }
  }

  #any(property: string): Filter {
    this.#expectMark('(')
    if (this.#takeMark(')')) return { kind: 'any', property, inner: undefined }
    const outer = this.#variable
    this.#variable = this.#expectWord()
    this.#expectMark(':')
    const inner = this.#or()
    this.#expectMark(')')
    this.#variable = outer
    return { kind: 'any', property, inner }
  }

  /** Inside `any(x:…)`, `x` is the element and `x/name` one of its properties. */
  #property(word: string): string {
    if (this.#variable === '') return word
    if (word === this.#variable) return ''
    return word.startsWith(`${this.#variable}/`) ? word.slice(this.#variable.length + 1) : word
  }

  #list(): Literal[] {
    this.#expectMark('(')
    const values = [this.#literal()]
    while (this.#takeMark(',')) values.push(this.#literal())
    this.#expectMark(')')
    return values
  }

  #literal(): Literal {
    const token = this.#next()
    if (token.kind === 'text') return token.text
    if (token.kind === 'number') return /^-?\d+(\.\d+)?$/.test(token.text) ? Number(token.text) : token.text
    if (token.kind === 'word') {
      if (token.text === 'true') return true
      if (token.text === 'false') return false
      if (token.text === 'null') return null
      if (isGuid(token.text)) return token.text
    }
    throw this.#problem()
  }

  #next(): Token {
    const token = this.#tokens[this.#at]
    if (token === undefined) throw this.#problem()
    this.#at++
    return token
  }

  #expectWord(): string {
    const token = this.#next()
    if (token.kind !== 'word') throw this.#problem()
    return token.text
  }

  #takeWord(word: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'word' || token.text.toLowerCase() !== word) return false
    this.#at++
    return true
  }

  #peekMark(mark: string): boolean {
    const token = this.#tokens[this.#at]
    return token?.kind === 'mark' && token.text === mark
  }

  #takeMark(mark: string): boolean {
    if (!this.#peekMark(mark)) return false
    this.#at++
    return true
  }

  #expectMark(mark: string): void {
    if (!this.#takeMark(mark)) throw this.#problem()
  }

  #problem(): FilterSyntaxError {
    const at = this.#tokens[this.#at]?.at ?? this.#text.length
    return new FilterSyntaxError(`Syntax error at position ${at} in '${this.#text}'.`)
  }
}

/** Parses the value of `$filter`; throws FilterSyntaxError. */
export function parseFilter(text: string): Filter {
  return new FilterParser(text).parse()
}
