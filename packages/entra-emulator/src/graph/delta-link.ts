import type { JsonObject } from '../json-value.ts'
import { permuteWithin } from '../seeded-random.ts'
import type { CollectionName } from './graph-route.ts'
import type { GraphAnswer, GraphContext } from './graph-context.ts'
import type { SerialisedPage } from '../tenant.ts'
import { collectionAnswer, metadataUrl, sealToken } from './graph-context.ts'

/** Where a delta round stands. `full` walks everything, `changes` walks the log from one watermark to another. */
export type DeltaCursor =
  | { mode: 'full'; position: number; total: number; chunk: number; to: number }
  | { mode: 'changes'; position: number; from: number; to: number; chunk: number }

export type DeltaPage = {
  items: readonly JsonObject[]
  /** Position to go on from, undefined at the end of the round. */
  next: number | undefined
}

const number = (at: JsonObject, name: string): number => {
  const value = at[name]
  return typeof value === 'number' ? value : 0
}

/** The cursor inside a page token, or the start of a round after the watermark of a delta token. */
export function cursorOf(context: GraphContext, start: () => DeltaCursor): DeltaCursor {
  const { token, tenant } = context
  if (token === undefined) return start()
  const { at } = token
  const { behaviour, store } = tenant
  if (token.kind === 'delta') {
    const from = Math.max(0, number(at, 'seen') - behaviour.replayLast)
    const to = Math.max(number(at, 'seen'), store.log.visibleLength(behaviour.visibilityDelayMs))
    return { mode: 'changes', position: 0, from, to, chunk: behaviour.deltaMembersPerPage }
  }
  const common = { position: number(at, 'position'), to: number(at, 'to'), chunk: number(at, 'chunk') }
  return at['mode'] === 'full'
    ? { mode: 'full', total: number(at, 'total'), ...common }
    : { mode: 'changes', from: number(at, 'from'), ...common }
}

/** The same list in another order when the tenant shuffles: the same on every page of a round, another in the next. */
export function inRoundOrder<T>({ tenant }: GraphContext, list: readonly T[], round: number): readonly T[] {
  if (!tenant.behaviour.shuffle) return list
  return list.flatMap((_, position) => {
    const item = list[permuteWithin(position, list.length, tenant.seed + round)]
    return item === undefined ? [] : [item]
  })
}

function deltaUrl(context: GraphContext, of: CollectionName, name: string, token: string): string {
  return `${context.call.origin}/v1.0/${of}/delta?${name}=${token}`
}

export function skipLink(
  context: GraphContext,
  of: CollectionName,
  cursor: DeltaCursor,
  afterEmpty: boolean,
): string {
  const at: JsonObject = { ...cursor, ...(afterEmpty ? { afterEmpty } : {}) }
  return deltaUrl(context, of, '$skiptoken', sealToken(context, 'skip', `${of}/delta`, at))
}

export function deltaLink(context: GraphContext, of: CollectionName, seen: number): string {
  return deltaUrl(context, of, '$deltatoken', sealToken(context, 'delta', `${of}/delta`, { seen }))
}

/** Pages of a first round are kept as text: they are large, and the same for everyone who starts over. */
function serialisedPage(
  context: GraphContext,
  of: CollectionName,
  cursor: DeltaCursor,
  makePage: () => DeltaPage,
): SerialisedPage {
  const make = (): SerialisedPage => {
    const { items, next } = makePage()
    return { text: items.map((item) => JSON.stringify(item)).join(), next }
  }
  if (cursor.mode === 'changes') return make()
  const { tenant, firstQuery, permissions, state } = context
  const hidden = permissions.may('hiddenMembers')
  const key = JSON.stringify([of, firstQuery, hidden, cursor, tenant.behaviour, state.pageSizeCap])
  return tenant.caches.deltaPages.through(tenant.store.version, key, make)
}

/** One page of a round with its link onwards; exactly one of the two links is present. */
export function deltaAnswer(
  context: GraphContext,
  of: CollectionName,
  cursor: DeltaCursor,
  makePage: () => DeltaPage,
): GraphAnswer {
  const head = { '@odata.context': metadataUrl(context, of) }
  const isEmptyTurn = context.tenant.behaviour.emptyPages && context.token?.at['afterEmpty'] !== true
  if (isEmptyTurn)
    return collectionAnswer({ ...head, '@odata.nextLink': skipLink(context, of, cursor, true) }, '')
  const { text, next } = serialisedPage(context, of, cursor, makePage)
  const link: JsonObject =
    next === undefined
      ? { '@odata.deltaLink': deltaLink(context, of, cursor.to) }
      : { '@odata.nextLink': skipLink(context, of, { ...cursor, position: next }, false) }
  return collectionAnswer({ ...head, ...link }, text)
}
