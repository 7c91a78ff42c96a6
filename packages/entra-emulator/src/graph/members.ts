import type { MemberKind, MemberRef } from '../directory/directory-object.ts'
import type { GroupEntry } from '../directory/group-table.ts'
import { directMembers, transitiveMembers } from '../directory/member-list.ts'
import type { MemberList } from '../directory/member-list.ts'
import type { JsonObject } from '../json-value.ts'
import { fits } from '../odata/filter-match.ts'
import { isFound } from '../odata/search.ts'
import { contextOf, selectedOfMixed, selectedProperties } from '../odata/select.ts'
import type { GraphAnswer, GraphContext } from './graph-context.ts'
import { collectionAnswer, isEventual, metadataUrl, nextLink, pageSizeOf } from './graph-context.ts'
import { badRequest, notFound, unsupportedQuery } from './graph-problem.ts'
import type { GraphRoute } from './graph-route.ts'
import type { Permissions } from './permissions.ts'
import { pick, recordOf, typeName } from './render.ts'

type MembersRoute = Extract<GraphRoute, { kind: 'members' }>

const DEFAULT_PAGE = 100
const NOTHING: MemberList = { ordinals: new Uint32Array(0), isSkipped: () => false, others: [] }
const PLURAL: Readonly<Record<MemberKind, string>> = {
  user: 'users',
  group: 'groups',
  device: 'devices',
  orgContact: 'contacts',
  servicePrincipal: 'servicePrincipals',
}

/** Without Member.Read.Hidden a hidden membership reads as empty. That Graph answers so is an assumption. */
export function mayReadMembers(permissions: Permissions, group: GroupEntry): boolean {
  return group.record.visibility !== 'HiddenMembership' || permissions.may('hiddenMembers')
}

function memberListOf(context: GraphContext, route: MembersRoute): MemberList {
  const { store } = context.tenant
  const entry = store.groups.liveEntry(route.groupId)
  if (entry === undefined) throw notFound(route.groupId)
  const isReadable = (group: GroupEntry): boolean => mayReadMembers(context.permissions, group)
  if (!isReadable(entry)) return NOTHING
  if (!route.transitive) return directMembers(entry)
  const key = `${entry.record.id} ${context.permissions.may('hiddenMembers')}`
  return context.tenant.caches.closures.through(store.version, key, () =>
    transitiveMembers(store, entry, isReadable),
  )
}

/** The member at a position of the list, whether or not it belongs to the answer. */
function memberAt({ tenant }: GraphContext, list: MemberList, at: number): MemberRef | undefined {
  const ordinal = list.ordinals[at]
  if (ordinal === undefined) return list.others[at - list.ordinals.length]
  return { id: tenant.store.users.idAt(ordinal), kind: 'user' }
}

function isWanted({ query, tenant }: GraphContext, member: MemberRef): boolean {
  if (query.filter === undefined && query.search === undefined) return true
  const record = recordOf(tenant.store, member)
  if (record === undefined) return false
  if (query.filter !== undefined && !fits(query.filter, record)) return false
  return query.search === undefined || isFound(query.search, record)
}

function isKindShown(route: MembersRoute, kind: MemberKind): boolean {
  // Version 1.0 of Graph does not list service principals among members.
  return route.cast === undefined ? kind !== 'servicePrincipal' : kind === route.cast
}

/** Whether a position belongs to the answer; people, who may be very many, are judged without making a record. */
function isIncluded(context: GraphContext, route: MembersRoute, list: MemberList, at: number): boolean {
  const { store } = context.tenant
  const ordinal = list.ordinals[at]
  if (ordinal !== undefined) {
    if (!isKindShown(route, 'user') || list.isSkipped(ordinal)) return false
    if (store.users.presenceAt(ordinal) !== 'live') return false
    const isUnrestricted = context.query.filter === undefined && context.query.search === undefined
    return isUnrestricted || isWanted(context, { id: store.users.idAt(ordinal), kind: 'user' })
  }
  const member = memberAt(context, list, at)
  return (
    member !== undefined &&
    isKindShown(route, member.kind) &&
    store.isLive(member) &&
    isWanted(context, member)
  )
}

function nextPosition(
  context: GraphContext,
  route: MembersRoute,
  list: MemberList,
  from: number,
): number | undefined {
  const end = list.ordinals.length + list.others.length
  for (let at = from; at < end; at++) if (isIncluded(context, route, list, at)) return at
  return undefined
}

function countMembers(context: GraphContext, route: MembersRoute, list: MemberList): number {
  let count = 0
  for (let at = nextPosition(context, route, list, 0); at !== undefined; count++)
    at = nextPosition(context, route, list, at + 1)
  return count
}

function checkQuery(context: GraphContext, route: MembersRoute): void {
  const { query, call, firstQuery } = context
  const advanced = isEventual(call) && query.count
  const restricted = query.filter !== undefined || query.search !== undefined
  if (query.expand !== undefined) throw unsupportedQuery()
  if (query.orderBy !== undefined) throw unsupportedQuery('Sorting not supported for current query.')
  if (route.cast !== undefined && firstQuery !== '' && !advanced && !route.count) throw unsupportedQuery()
  if (restricted && !advanced && !(route.count && isEventual(call))) throw unsupportedQuery()
}

const ALL_KINDS: readonly MemberKind[] = ['user', 'group', 'device', 'servicePrincipal', 'orgContact']

function renderMember(
  context: GraphContext,
  route: MembersRoute,
  names: ReadonlyMap<MemberKind, readonly string[]>,
  member: MemberRef,
): JsonObject {
  const chosen = names.get(member.kind) ?? ['id']
  const sight = context.permissions.sightOf(member.kind)
  const isIdEnough = sight === 'id' || chosen.length === 1
  const record = isIdEnough ? undefined : recordOf(context.tenant.store, member)
  const shown = pick(record ?? { id: member.id }, chosen, sight)
  return route.cast === undefined ? { '@odata.type': typeName(member.kind), ...shown } : shown
}

function listMembers(context: GraphContext, route: MembersRoute): GraphAnswer {
  const { query, token, call, tenant } = context
  const list = memberListOf(context, route)
  const names =
    route.cast === undefined
      ? selectedOfMixed(query, ALL_KINDS)
      : new Map([[route.cast, selectedProperties(query, route.cast)]])
  const size = pageSizeOf(context, DEFAULT_PAGE)
  const from = typeof token?.at['from'] === 'number' ? token.at['from'] : 0
  const page: number[] = []
  let next = nextPosition(context, route, list, from)
  while (next !== undefined && page.length < size) {
    page.push(next)
    next = nextPosition(context, route, list, next + 1)
  }
  const suffix = contextOf(route.cast === undefined ? 'directoryObjects' : PLURAL[route.cast], query)
  const withCount = query.count && isEventual(call) && token === undefined
  const path = pathOf(route)
  const head: JsonObject = {
    '@odata.context': metadataUrl(context, suffix),
    ...(withCount ? { '@odata.count': countMembers(context, route, list) } : {}),
    ...(next === undefined ? {} : { '@odata.nextLink': nextLink(context, path, { from: next }) }),
  }
  const hidden = String(context.permissions.may('hiddenMembers'))
  const sights = [hidden, ...ALL_KINDS.map((kind) => context.permissions.sightOf(kind))].join()
  const key = [path, sights, context.firstQuery, from, size].join('|')
  const items = tenant.caches.pages.through(tenant.store.version, key, () =>
    page
      .flatMap((at) => memberAt(context, list, at) ?? [])
      .map((member) => JSON.stringify(renderMember(context, route, names, member)))
      .join(),
  )
  return collectionAnswer(head, items)
}

export function pathOf(route: MembersRoute): string {
  const relation = route.transitive ? 'transitiveMembers' : 'members'
  const cast = route.cast === undefined ? '' : `/microsoft.graph.${route.cast}`
  return `groups/${route.groupId}/${relation}${cast}`
}

/** `GET /groups/{id}/members` and `/transitiveMembers`, with casts and `/$count`. */
export function answerMembers(context: GraphContext, route: MembersRoute): GraphAnswer {
  checkQuery(context, route)
  if (!route.count) return listMembers(context, route)
  if (!isEventual(context.call)) throw badRequest('$count is not currently supported.')
  return { type: 'text', body: String(countMembers(context, route, memberListOf(context, route))) }
}
