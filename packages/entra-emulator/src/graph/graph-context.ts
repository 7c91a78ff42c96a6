import type { EmulatorState } from '../emulator-state.ts'
import type { HttpCall } from '../http-exchange.ts'
import { headerOf } from '../http-exchange.ts'
import type { JsonObject } from '../json-value.ts'
import type { ODataQuery } from '../odata/query.ts'
import type { PageToken } from '../page-tokens.ts'
import type { Tenant } from '../tenant.ts'
import type { Permissions } from './permissions.ts'

/** Everything that answers one Graph request. */
export type GraphContext = {
  state: EmulatorState
  tenant: Tenant
  permissions: Permissions
  call: HttpCall
  query: ODataQuery
  /** The raw query of the enumeration's first request. */
  firstQuery: string
  /** Set when the request continues an enumeration or a delta round. */
  token: PageToken | undefined
}

/** A successful answer: a JSON text, or plain text for counts. */
export type GraphAnswer = { type: 'json' | 'text'; body: string }

export function isEventual(call: HttpCall): boolean {
  return headerOf(call.headers, 'consistencylevel')?.toLowerCase() === 'eventual'
}

export function sealToken(
  context: GraphContext,
  kind: PageToken['kind'],
  scope: string,
  at: JsonObject,
): string {
  const { state, tenant, firstQuery } = context
  const { tenantId, epoch } = tenant
  const issuedAt = state.clock.seconds()
  return state.pageTokens.seal({ kind, tenantId, epoch, scope, query: firstQuery, issuedAt, at })
}

/** The link to the next page: the original query with a new `$skiptoken`. */
export function nextLink(context: GraphContext, path: string, at: JsonObject): string {
  const token = sealToken(context, 'skip', path, at)
  const first = context.firstQuery === '' ? '' : `${context.firstQuery}&`
  return `${context.call.origin}/v1.0/${path}?${first}$skiptoken=${token}`
}

export function metadataUrl(context: GraphContext, suffix: string): string {
  return `${context.call.origin}/v1.0/$metadata#${suffix}`
}

/** A collection's JSON around items that are serialised already. */
export function collectionAnswer(head: JsonObject, items: string): GraphAnswer {
  const start = JSON.stringify(head).slice(0, -1)
  return { type: 'json', body: `${start},"value":[${items}]}` }
}

export function pageSizeOf(context: GraphContext, fallback: number): number {
  return Math.max(1, Math.min(context.query.top ?? fallback, context.state.pageSizeCap))
}
