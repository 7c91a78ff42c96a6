import { unsupportedQuery } from '../graph/graph-problem.ts'
import type { Filter } from './filter.ts'
import type { ODataQuery } from './query.ts'

const MOST_IDS = 50

function idsIn(filter: Filter): string[] {
  if (filter.kind === 'or') return [...idsIn(filter.left), ...idsIn(filter.right)]
  if (filter.kind === 'in' && filter.property === 'id')
    return filter.values.map((value) => String(value).toLowerCase())
  if (filter.kind === 'compare' && filter.property === 'id' && filter.operator === 'eq')
    return [String(filter.value).toLowerCase()]
  throw unsupportedQuery('Only filters of the form id eq are supported with delta queries.')
}

/** The ids a delta query is limited to, at most 50; undefined means everything. */
export function deltaIds(query: ODataQuery): ReadonlySet<string> | undefined {
  if (query.filter === undefined) return undefined
  const ids = new Set(idsIn(query.filter))
  if (ids.size > MOST_IDS)
    throw unsupportedQuery(`A delta query can be limited to at most ${MOST_IDS} objects.`)
  return ids
}

/** Delta queries of users and groups know fewer parameters than plain ones. */
export function checkDeltaQuery(query: ODataQuery): void {
  if (query.expand !== undefined) throw unsupportedQuery('$expand is not supported with delta queries.')
  if (query.top !== undefined) throw unsupportedQuery('$top is not supported with delta queries.')
  if (query.orderBy !== undefined) throw unsupportedQuery('$orderby is not supported with delta queries.')
  if (query.search !== undefined) throw unsupportedQuery('$search is not supported with delta queries.')
  deltaIds(query)
}
