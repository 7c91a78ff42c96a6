import type { DirectoryUser } from '../directory/directory-object.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { fits } from '../odata/filter-match.ts'
import { isFound } from '../odata/search.ts'
import { contextOf, expandedManager, selectedProperties } from '../odata/select.ts'
import { isGuid } from '../seeded-random.ts'
import { denied, notFound } from './graph-problem.ts'
import type { GraphAnswer, GraphContext } from './graph-context.ts'
import { collectionAnswer, isEventual, metadataUrl, nextLink, pageSizeOf } from './graph-context.ts'
import { SIGN_IN_PAGE } from './properties.ts'
import { pick, renderManager } from './render.ts'

const DEFAULT_PAGE = 100

export function userFits({ query }: GraphContext, user: DirectoryUser): boolean {
  if (query.filter !== undefined && !fits(query.filter, user)) return false
  return query.search === undefined || isFound(query.search, user)
}

function isUnrestricted({ query }: GraphContext): boolean {
  return query.filter === undefined && query.search === undefined
}

export function countUsers(context: GraphContext): number {
  const { users } = context.tenant.store
  if (isUnrestricted(context)) return users.liveCount
  let count = 0
  for (const user of users.each()) if (userFits(context, user)) count++
  return count
}

/** The ordinal of the next user at or after `from` that belongs to the answer. */
function nextOrdinal(context: GraphContext, from: number): number | undefined {
  const { users } = context.tenant.store
  for (let ordinal = from; ordinal < users.ordinals; ordinal++) {
    if (users.presenceAt(ordinal) !== 'live') continue
    if (isUnrestricted(context) || userFits(context, users.recordAt(ordinal))) return ordinal
  }
  return undefined
}

function unorderedPage(
  context: GraphContext,
  from: number,
  size: number,
): { page: number[]; next: number | undefined } {
  const page: number[] = []
  let next = nextOrdinal(context, from)
  while (next !== undefined && page.length < size) {
    page.push(next)
    next = nextOrdinal(context, next + 1)
  }
  return { page, next }
}

function sortKey(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value.toLowerCase() : ''
}

function sortedOrdinals(context: GraphContext, property: string, descending: boolean): number[] {
  const { users } = context.tenant.store
  const keyed: { ordinal: number; key: string }[] = []
  for (let at = nextOrdinal(context, 0); at !== undefined; at = nextOrdinal(context, at + 1)) {
    const user: JsonObject = users.recordAt(at)
    keyed.push({ ordinal: at, key: sortKey(user[property]) })
  }
  const sign = descending ? -1 : 1
  keyed.sort((a, b) => (a.key === b.key ? a.ordinal - b.ordinal : a.key < b.key ? -sign : sign))
  return keyed.map(({ ordinal }) => ordinal)
}

function orderedPage(
  context: GraphContext,
  from: number,
  size: number,
): { page: number[]; next: number | undefined } {
  const { query, tenant, firstQuery } = context
  const property = query.orderBy?.property ?? 'displayName'
  const all = tenant.caches.sortedUsers.through(tenant.store.version, firstQuery, () =>
    sortedOrdinals(context, property, query.orderBy?.descending ?? false),
  )
  const end = from + size
  return { page: all.slice(from, end), next: end < all.length ? end : undefined }
}

function requireSignInPermission({ query, permissions }: GraphContext): void {
  if (query.select?.includes('signInActivity') === true && !permissions.may('signIns')) throw denied()
}

function renderUser(context: GraphContext, ordinal: number, names: readonly string[]): JsonObject {
  const { permissions, tenant, query } = context
  const { users } = tenant.store
  const record = names.length === 1 ? { id: users.idAt(ordinal) } : users.recordAt(ordinal)
  const shown = pick(record, names, permissions.sightOf('user'))
  const manager = expandedManager(query)
  if (manager === undefined) return shown
  return { ...shown, manager: renderManager(tenant.store, ordinal, manager, permissions) }
}

/** `GET /users`. */
export function listUsers(context: GraphContext): GraphAnswer {
  const { query, tenant, token, call } = context
  requireSignInPermission(context)
  const names = selectedProperties(query, 'user')
  const wanted = pageSizeOf(context, DEFAULT_PAGE)
  const size = names.includes('signInActivity') ? Math.min(wanted, SIGN_IN_PAGE) : wanted
  const from = typeof token?.at['from'] === 'number' ? token.at['from'] : 0
  const { page, next } =
    query.orderBy === undefined ? unorderedPage(context, from, size) : orderedPage(context, from, size)
  const withCount = query.count && isEventual(call) && token === undefined
  const head: JsonObject = {
    '@odata.context': metadataUrl(context, contextOf('users', query)),
    ...(withCount ? { '@odata.count': countUsers(context) } : {}),
    ...(next === undefined ? {} : { '@odata.nextLink': nextLink(context, 'users', { from: next }) }),
  }
  const key = `${names.join()}|${query.expand ?? ''}|${context.permissions.sightOf('user')}|${context.firstQuery}|${from}|${size}`
  const items = tenant.caches.pages.through(tenant.store.version, key, () =>
    page.map((ordinal) => JSON.stringify(renderUser(context, ordinal, names))).join(),
  )
  return collectionAnswer(head, items)
}

/** `GET /users/{id or user principal name}`. */
export function getUser(context: GraphContext, id: string): GraphAnswer {
  const { tenant, query } = context
  requireSignInPermission(context)
  const names = selectedProperties(query, 'user')
  const { users } = tenant.store
  const user = isGuid(id) ? users.find(id) : users.findByPrincipalName(id)
  const ordinal = user === undefined ? undefined : users.ordinalOf(user.id)
  if (ordinal === undefined) throw notFound(id)
  const head = { '@odata.context': metadataUrl(context, `${contextOf('users', query)}/$entity`) }
  return { type: 'json', body: JSON.stringify({ ...head, ...renderUser(context, ordinal, names) }) }
}

/** `GET /users/{id}/manager`. */
export function getManager(context: GraphContext, userId: string): GraphAnswer {
  const { tenant, query, permissions } = context
  const ordinal = tenant.store.users.ordinalOf(userId)
  if (ordinal === undefined) throw notFound(userId)
  const manager = renderManager(tenant.store, ordinal, selectedProperties(query, 'user'), permissions)
  if (manager === null) throw notFound('manager')
  const head = { '@odata.context': metadataUrl(context, 'directoryObjects/$entity') }
  return { type: 'json', body: JSON.stringify({ ...head, ...manager }) }
}
