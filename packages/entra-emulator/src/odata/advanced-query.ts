import { badRequest, GraphProblem, unsupportedQuery } from '../graph/graph-problem.ts'
import type { PropertyTable } from '../graph/properties.ts'
import type { Filter } from './filter.ts'
import type { ODataQuery } from './query.ts'
import { unreachable } from '../unreachable.ts'

const SORTABLE = new Set(['displayName', 'userPrincipalName'])
const NOT_INDEXED = 'The request uses a filter property that is not indexed'

function filterProperties(filter: Filter): string[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [...filterProperties(filter.left), ...filterProperties(filter.right)]
    case 'not':
      return filterProperties(filter.operand)
    case 'compare':
    case 'in':
    case 'any':
    case 'startswith':
    case 'endswith':
    case 'contains':
      return [filter.property.split('/')[0] ?? '']
  }
  return unreachable(filter)
}

function usesAdvancedOperator(filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return usesAdvancedOperator(filter.left) || usesAdvancedOperator(filter.right)
    case 'not':
    case 'endswith':
      return true
    case 'compare':
      return filter.operator === 'ne' || (filter.operator !== 'eq' && filter.property !== 'createdDateTime')
    case 'any':
      return filter.inner !== undefined && usesAdvancedOperator(filter.inner)
    case 'in':
    case 'startswith':
    case 'contains':
      return false
  }
  return unreachable(filter)
}

function usesContains(filter: Filter): boolean {
  if (filter.kind === 'and' || filter.kind === 'or')
    return usesContains(filter.left) || usesContains(filter.right)
  if (filter.kind === 'not') return usesContains(filter.operand)
  return filter.kind === 'contains'
}

function checkProperties(filter: Filter, table: PropertyTable, typeName: string): void {
  for (const property of filterProperties(filter)) {
    if (table.indexed.has(property) || table.advanced.has(property)) continue
    if (table.all.has(property) || table.foreign.has(property)) throw unsupportedQuery(NOT_INDEXED)
    throw new GraphProblem(
      400,
      'BadRequest',
      `Invalid filter clause: Could not find a property named '${property}' on type 'microsoft.graph.${typeName}'.`,
    )
  }
}

/** True when the query works only with `ConsistencyLevel: eventual` and `$count=true`. */
export function isAdvanced(query: ODataQuery, table: PropertyTable): boolean {
  const { filter, orderBy, search } = query
  if (search !== undefined) return true
  if (filter === undefined) return false
  if (usesAdvancedOperator(filter) || orderBy !== undefined) return true
  return filterProperties(filter).some((property) => table.advanced.has(property))
}

/** Throws what Graph answers when a collection query breaks the rules for advanced queries. */
export function checkCollectionQuery(
  query: ODataQuery,
  table: PropertyTable,
  typeName: string,
  eventual: boolean,
): void {
  const { filter, search, orderBy, expand } = query
  if (search !== undefined && !eventual)
    throw unsupportedQuery(
      `Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'`,
    )
  if (filter !== undefined) {
    checkProperties(filter, table, typeName)
    if (usesContains(filter))
      throw badRequest("Invalid filter clause: the function 'contains' is not supported.", 'BadRequest')
    if (isAdvanced(query, table) && search === undefined && !(eventual && query.count))
      throw unsupportedQuery()
  }
  if (orderBy !== undefined && !SORTABLE.has(orderBy.property))
    throw unsupportedQuery('Sorting not supported for current query.')
  if (expand !== undefined && isAdvanced(query, table)) throw unsupportedQuery()
}
