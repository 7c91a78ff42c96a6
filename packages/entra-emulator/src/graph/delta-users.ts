import { collapseChanges } from '../directory/collapsed-changes.ts'
import type { Collapsed } from '../directory/collapsed-changes.ts'
import { headerOf } from '../http-exchange.ts'
import type { JsonObject } from '../json-value.ts'
import { checkDeltaQuery, deltaIds } from '../odata/delta-filter.ts'
import { selectedProperties } from '../odata/select.ts'
import { permuteWithin } from '../seeded-random.ts'
import { cursorOf, deltaAnswer, deltaLink, inRoundOrder } from './delta-link.ts'
import type { DeltaCursor, DeltaPage } from './delta-link.ts'
import type { GraphAnswer, GraphContext } from './graph-context.ts'
import { collectionAnswer, metadataUrl, pageSizeOf } from './graph-context.ts'
import { typeName } from './render.ts'

type Reading = { context: GraphContext; names: readonly string[]; withManager: boolean; size: number }

/** Properties that were never set stay out of delta answers; those cleared since are null. */
export function trackedProperties(
  record: JsonObject,
  names: readonly string[],
  changed: ReadonlySet<string> | undefined,
  isMinimal: boolean,
): JsonObject {
  const shown: JsonObject = {}
  for (const name of names) {
    const value = record[name] ?? null
    const isChanged = changed?.has(name) === true
    if (name !== 'id' && !isChanged && (value === null || isMinimal)) continue
    shown[name] = value
  }
  return shown
}

function managerLinks({ context, withManager }: Reading, ordinal: number): JsonObject {
  if (!withManager) return {}
  const id = context.tenant.store.users.managerIdAt(ordinal)
  return { 'manager@delta': id === undefined ? [] : [{ '@odata.type': typeName('user'), id }] }
}

function fullPage(reading: Reading, cursor: Extract<DeltaCursor, { mode: 'full' }>): DeltaPage {
  const { context, names, size } = reading
  const { tenant, query } = context
  const { users } = tenant.store
  const ids = deltaIds(query)
  const items: JsonObject[] = []
  let { position } = cursor
  for (; position < cursor.total && items.length < size; position++) {
    const ordinal = tenant.behaviour.shuffle ? permuteWithin(position, cursor.total, tenant.seed) : position
    if (users.presenceAt(ordinal) !== 'live') continue
    if (ids !== undefined && !ids.has(users.idAt(ordinal))) continue
    const record = users.recordAt(ordinal)
    items.push({ ...trackedProperties(record, names, undefined, false), ...managerLinks(reading, ordinal) })
  }
  if (position < cursor.total) return { items, next: position }
  if (tenant.behaviour.removedInFirstRound)
    for (const { id } of users.eachSoftDeleted()) items.push({ id, '@removed': { reason: 'changed' } })
  return { items, next: undefined }
}

function isTracked({ names, withManager }: Reading, change: Collapsed): boolean {
  if (change.isWhole) return true
  if (withManager && change.properties.has('manager')) return true
  return names.some((name) => change.properties.has(name))
}

function changedItem(reading: Reading, change: Collapsed, isMinimal: boolean): JsonObject {
  const { context, names } = reading
  const { users } = context.tenant.store
  const ordinal = users.ordinalOf(change.id) ?? -1
  const presence = users.presenceAt(ordinal)
  if (presence !== 'live')
    return { id: change.id, '@removed': { reason: presence === 'purged' ? 'deleted' : 'changed' } }
  const record = users.recordAt(ordinal)
  const shown = trackedProperties(record, names, change.properties, isMinimal && !change.isWhole)
  const managerCounts = change.isWhole || change.properties.has('manager') || !isMinimal
  return { ...shown, ...(managerCounts ? managerLinks(reading, ordinal) : {}) }
}

function changesPage(reading: Reading, cursor: Extract<DeltaCursor, { mode: 'changes' }>): DeltaPage {
  const { context, size } = reading
  const ids = deltaIds(context.query)
  const isMinimal = /return\s*=\s*minimal/i.test(headerOf(context.call.headers, 'prefer') ?? '')
  const all = collapseChanges(context.tenant.store.log.between('user', cursor.from, cursor.to)).filter(
    (change) => isTracked(reading, change) && (ids === undefined || ids.has(change.id)),
  )
  const end = cursor.position + size
  const items = inRoundOrder(context, all, cursor.to)
    .slice(cursor.position, end)
    .map((change) => changedItem(reading, change, isMinimal))
  return { items, next: end < all.length ? end : undefined }
}

/** `GET /users/delta`. */
export function answerUserDelta(context: GraphContext): GraphAnswer {
  const { query, tenant } = context
  checkDeltaQuery(query)
  const { behaviour, store } = tenant
  const seen = store.log.visibleLength(behaviour.visibilityDelayMs)
  if (query.deltaToken === 'latest') {
    const head = {
      '@odata.context': metadataUrl(context, 'users'),
      '@odata.deltaLink': deltaLink(context, 'users', seen),
    }
    return collectionAnswer(head, '')
  }
  const reading: Reading = {
    context,
    names: selectedProperties(query, 'user'),
    withManager: query.select?.includes('manager') ?? false,
    size: pageSizeOf(context, behaviour.deltaPageSize),
  }
  const cursor = cursorOf(context, () => ({
    mode: 'full',
    position: 0,
    total: store.users.ordinals,
    chunk: behaviour.deltaMembersPerPage,
    to: seen,
  }))
  return deltaAnswer(context, 'users', cursor, () =>
    cursor.mode === 'full' ? fullPage(reading, cursor) : changesPage(reading, cursor),
  )
}
