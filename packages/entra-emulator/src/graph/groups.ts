import type { DirectoryGroup } from '../directory/directory-object.ts'
import type { JsonObject } from '../json-value.ts'
import { fits } from '../odata/filter-match.ts'
import { isFound } from '../odata/search.ts'
import { contextOf, selectedProperties } from '../odata/select.ts'
import type { GraphAnswer, GraphContext } from './graph-context.ts'
import { collectionAnswer, isEventual, metadataUrl, nextLink, pageSizeOf } from './graph-context.ts'
import { notFound, unsupportedQuery } from './graph-problem.ts'
import { pick } from './render.ts'

const DEFAULT_PAGE = 100

function groupFits({ query }: GraphContext, group: DirectoryGroup): boolean {
  if (query.filter !== undefined && !fits(query.filter, group)) return false
  return query.search === undefined || isFound(query.search, group)
}

function sortKey(group: DirectoryGroup): string {
  return group.displayName.toLowerCase()
}

function matchingGroups(context: GraphContext): DirectoryGroup[] {
  const { tenant, query } = context
  const records = tenant.store.groups.live().map((entry) => entry.record)
  const found = records.filter((group) => groupFits(context, group))
  const { orderBy } = query
  if (orderBy === undefined) return found
  const sign = orderBy.descending ? -1 : 1
  return found.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -sign : sortKey(a) > sortKey(b) ? sign : 0))
}

export function countGroups(context: GraphContext): number {
  return matchingGroups(context).length
}

/** `GET /groups`. */
export function listGroups(context: GraphContext): GraphAnswer {
  const { query, token, call } = context
  if (query.expand !== undefined) throw unsupportedQuery()
  const names = selectedProperties(query, 'group')
  const size = pageSizeOf(context, DEFAULT_PAGE)
  const from = typeof token?.at['from'] === 'number' ? token.at['from'] : 0
  const found = matchingGroups(context)
  const end = from + size
  const withCount = query.count && isEventual(call) && token === undefined
  const head: JsonObject = {
    '@odata.context': metadataUrl(context, contextOf('groups', query)),
    ...(withCount ? { '@odata.count': found.length } : {}),
    ...(end < found.length ? { '@odata.nextLink': nextLink(context, 'groups', { from: end }) } : {}),
  }
  const items = found.slice(from, end).map((group) => JSON.stringify(pick(group, names, 'full')))
  return collectionAnswer(head, items.join())
}

/** `GET /groups/{id}`. */
export function getGroup(context: GraphContext, id: string): GraphAnswer {
  const { tenant, query } = context
  const names = selectedProperties(query, 'group')
  const entry = tenant.store.groups.liveEntry(id)
  if (entry === undefined) throw notFound(id)
  const head = { '@odata.context': metadataUrl(context, `${contextOf('groups', query)}/$entity`) }
  return { type: 'json', body: JSON.stringify({ ...head, ...pick(entry.record, names, 'full') }) }
}
