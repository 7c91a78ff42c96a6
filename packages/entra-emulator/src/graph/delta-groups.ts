import { collapseChanges } from '../directory/collapsed-changes.ts'
import type { Collapsed } from '../directory/collapsed-changes.ts'
import type { MemberRef } from '../directory/directory-object.ts'
import type { GroupEntry } from '../directory/group-table.ts'
import { headerOf } from '../http-exchange.ts'
import type { JsonObject } from '../json-value.ts'
import { checkDeltaQuery, deltaIds } from '../odata/delta-filter.ts'
import { selectedProperties } from '../odata/select.ts'
import { permuteWithin } from '../seeded-random.ts'
import { cursorOf, deltaAnswer, deltaLink, inRoundOrder } from './delta-link.ts'
import type { DeltaCursor, DeltaPage } from './delta-link.ts'
import { trackedProperties } from './delta-users.ts'
import type { GraphAnswer, GraphContext } from './graph-context.ts'
import { collectionAnswer, metadataUrl, pageSizeOf } from './graph-context.ts'
import { mayReadMembers } from './members.ts'
import { typeName } from './render.ts'

type Reading = {
  context: GraphContext
  names: readonly string[]
  withMembers: boolean
  size: number
  ids: ReadonlySet<string> | undefined
}

/** One group, or one stretch of a large group: the thing that pages are made of. */
type Part = { entry: GroupEntry; from: number; to: number; withExtras: boolean }

const link = ({ id, kind }: MemberRef): JsonObject => ({ '@odata.type': typeName(kind), id })

/** Large groups fall into parts of `chunk` members; the parts depend only on what never changes in a round. */
function partsOf({ context, withMembers }: Reading, chunk: number): Part[] {
  return context.tenant.store.groups.all().flatMap((entry) => {
    const length = withMembers ? entry.membership.base.length : 0
    const count = Math.max(1, Math.ceil(length / chunk))
    return Array.from({ length: count }, (_, at) => ({
      entry,
      from: at * chunk,
      to: Math.min(length, (at + 1) * chunk),
      withExtras: at === 0,
    }))
  })
}

function membersOfPart({ context, withMembers }: Reading, part: Part): JsonObject[] | undefined {
  const { entry, from, to, withExtras } = part
  if (!withMembers || !mayReadMembers(context.permissions, entry)) return undefined
  const { store } = context.tenant
  const members: JsonObject[] = []
  for (const ordinal of entry.membership.base.subarray(from, to))
    if (!entry.membership.isRemoved(ordinal) && store.users.presenceAt(ordinal) === 'live')
      members.push(link({ id: store.users.idAt(ordinal), kind: 'user' }))
  if (withExtras)
    for (const [id, kind] of entry.membership.extras())
      if (store.isLive({ id, kind })) members.push(link({ id, kind }))
  return members
}

function partItem(reading: Reading, part: Part): JsonObject {
  const shown = trackedProperties(part.entry.record, reading.names, undefined, false)
  const members = membersOfPart(reading, part)
  return members === undefined || members.length === 0 ? shown : { ...shown, 'members@delta': members }
}

function fullPage(reading: Reading, cursor: Extract<DeltaCursor, { mode: 'full' }>): DeltaPage {
  const { context, size, ids } = reading
  const { behaviour, seed } = context.tenant
  const parts = partsOf(reading, cursor.chunk)
  const items: JsonObject[] = []
  let room = cursor.chunk
  let { position } = cursor
  for (; position < cursor.total && items.length < size; position++) {
    const part = parts[behaviour.shuffle ? permuteWithin(position, cursor.total, seed) : position]
    if (part === undefined || part.entry.presence !== 'live') continue
    if (ids !== undefined && !ids.has(part.entry.record.id)) continue
    const weight = part.to - part.from
    if (items.length > 0 && weight > room) break
    room -= weight
    items.push(partItem(reading, part))
  }
  return { items, next: position < cursor.total ? position : undefined }
}

type ChangedPart = { change: Collapsed; members: [string, { kind: MemberRef['kind']; isRemoved: boolean }][] }

function isTracked({ names, withMembers, ids }: Reading, change: Collapsed): boolean {
  if (ids !== undefined && !ids.has(change.id)) return false
  if (change.isWhole) return true
  if (withMembers && change.members.size > 0) return true
  return names.some((name) => change.properties.has(name))
}

function changedParts(reading: Reading, change: Collapsed, chunk: number): ChangedPart[] {
  const members = reading.withMembers ? [...change.members] : []
  const count = Math.max(1, Math.ceil(members.length / chunk))
  return Array.from({ length: count }, (_, at) => ({
    change,
    members: members.slice(at * chunk, (at + 1) * chunk),
  }))
}

function changedItem(reading: Reading, { change, members }: ChangedPart, isMinimal: boolean): JsonObject {
  const { context, names } = reading
  const entry = context.tenant.store.groups.entry(change.id)
  if (entry === undefined || entry.presence !== 'live')
    return {
      id: change.id,
      '@removed': { reason: entry?.presence === 'soft-deleted' ? 'changed' : 'deleted' },
    }
  const shown = trackedProperties(entry.record, names, change.properties, isMinimal && !change.isWhole)
  if (members.length === 0 || !mayReadMembers(context.permissions, entry)) return shown
  const links = members.map(([id, { kind, isRemoved }]) =>
    isRemoved ? { ...link({ id, kind }), '@removed': { reason: 'deleted' } } : link({ id, kind }),
  )
  return { ...shown, 'members@delta': links }
}

function changesPage(reading: Reading, cursor: Extract<DeltaCursor, { mode: 'changes' }>): DeltaPage {
  const { context, size } = reading
  const isMinimal = /return\s*=\s*minimal/i.test(headerOf(context.call.headers, 'prefer') ?? '')
  const changed = collapseChanges(context.tenant.store.log.between('group', cursor.from, cursor.to))
    .filter((change) => isTracked(reading, change))
    .flatMap((change) => changedParts(reading, change, cursor.chunk))
  const parts = inRoundOrder(context, changed, cursor.to)
  const items: JsonObject[] = []
  let room = cursor.chunk
  let { position } = cursor
  for (let part = parts[position]; part !== undefined && items.length < size; part = parts[++position]) {
    if (items.length > 0 && part.members.length > room) break
    room -= part.members.length
    items.push(changedItem(reading, part, isMinimal))
  }
  return { items, next: position < parts.length ? position : undefined }
}

/** `GET /groups/delta`. Members come along unless `$select` leaves them out. */
export function answerGroupDelta(context: GraphContext): GraphAnswer {
  const { query, tenant } = context
  checkDeltaQuery(query)
  const { behaviour, store } = tenant
  const seen = store.log.visibleLength(behaviour.visibilityDelayMs)
  if (query.deltaToken === 'latest') {
    const head = {
      '@odata.context': metadataUrl(context, 'groups'),
      '@odata.deltaLink': deltaLink(context, 'groups', seen),
    }
    return collectionAnswer(head, '')
  }
  const chunk = Math.max(1, behaviour.deltaMembersPerPage)
  const reading: Reading = {
    context,
    names: selectedProperties(query, 'group'),
    withMembers: query.select?.includes('members') ?? true,
    size: pageSizeOf(context, behaviour.deltaPageSize),
    ids: deltaIds(query),
  }
  const cursor = cursorOf(context, () => {
    const total = partsOf(reading, chunk).length
    return { mode: 'full', position: 0, total, chunk, to: seen }
  })
  return deltaAnswer(context, 'groups', cursor, () =>
    cursor.mode === 'full' ? fullPage(reading, cursor) : changesPage(reading, cursor),
  )
}
