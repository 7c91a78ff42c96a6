import { badRequest, GraphProblem, unsupportedQuery } from '../graph/graph-problem.ts'
import { FilterSyntaxError, parseFilter } from './filter.ts'
import type { Filter } from './filter.ts'
import { parseSearch } from './search.ts'
import type { Search } from './search.ts'

export type ODataQuery = {
  select: readonly string[] | undefined
  top: number | undefined
  filter: Filter | undefined
  search: Search | undefined
  orderBy: { property: string; descending: boolean } | undefined
  /** Raw text of `$expand`. */
  expand: string | undefined
  count: boolean
  skipToken: string | undefined
  deltaToken: string | undefined
}

const KNOWN = new Set([
  '$select',
  '$top',
  '$filter',
  '$search',
  '$orderby',
  '$expand',
  '$count',
  '$skiptoken',
  '$deltatoken',
])
const LARGEST_PAGE = 999

/** The parameters of a raw query string; names that start with `$` are lower-cased. */
export function queryParameters(raw: string): Map<string, string> {
  const parameters = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(raw))
    parameters.set(name.startsWith('$') ? name.toLowerCase() : name, value)
  return parameters
}

function parseTop(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^-?\d+$/.test(text))
    throw badRequest(
      `Invalid value '${text}' for $top query option found. The $top query option requires a non-negative integer value.`,
      'BadRequest',
    )
  const top = Number(text)
  if (top < 1 || top > LARGEST_PAGE)
    throw unsupportedQuery(
      `Invalid page size specified: '${text}'. Must be between 1 and ${LARGEST_PAGE} inclusive.`,
    )
  return top
}

function parseFilterText(text: string | undefined): Filter | undefined {
  if (text === undefined) return undefined
  try {
    return parseFilter(text)
  } catch (error) {
    if (error instanceof FilterSyntaxError)
      throw badRequest(`Invalid filter clause: ${error.message}`, 'BadRequest')
    throw error
  }
}

function parseSearchText(text: string | undefined): Search | undefined {
  if (text === undefined) return undefined
  const search = parseSearch(text)
  if (search === undefined)
    throw badRequest(`Syntax error: the value '${text}' of $search is not supported.`, 'BadRequest')
  return search
}

function parseOrderBy(text: string | undefined): ODataQuery['orderBy'] {
  if (text === undefined) return undefined
  const found = /^(\w+)(?:\s+(asc|desc))?$/i.exec(text.trim())
  if (found?.[1] === undefined) throw unsupportedQuery()
  return { property: found[1], descending: found[2]?.toLowerCase() === 'desc' }
}

function parseSelect(text: string | undefined): string[] | undefined {
  const names = text
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return names === undefined || names.length === 0 || names.includes('*') ? undefined : names
}

/** Parses OData system query options; throws the error Graph answers with. */
export function parseODataQuery(raw: string): ODataQuery {
  const parameters = queryParameters(raw)
  for (const name of parameters.keys()) {
    if (!name.startsWith('$') || KNOWN.has(name)) continue
    if (name === '$skip') throw badRequest(`'$skip' is not supported by the service.`)
    throw new GraphProblem(400, 'BadRequest', `The query parameter '${name}' is not supported.`)
  }
  return {
    select: parseSelect(parameters.get('$select')),
    top: parseTop(parameters.get('$top')),
    filter: parseFilterText(parameters.get('$filter')),
    search: parseSearchText(parameters.get('$search')),
    orderBy: parseOrderBy(parameters.get('$orderby')),
    expand: parameters.get('$expand'),
    count: parameters.get('$count')?.toLowerCase() === 'true',
    skipToken: parameters.get('$skiptoken'),
    deltaToken: parameters.get('$deltatoken'),
  }
}
