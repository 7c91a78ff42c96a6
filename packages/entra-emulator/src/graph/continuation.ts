import type { EmulatorState } from '../emulator-state.ts'
import type { FaultEffect } from '../faults.ts'
import type { HttpCall } from '../http-exchange.ts'
import { parseODataQuery, queryParameters } from '../odata/query.ts'
import type { ODataQuery } from '../odata/query.ts'
import type { PageToken } from '../page-tokens.ts'
import type { Tenant } from '../tenant.ts'
import { badRequest, GraphProblem } from './graph-problem.ts'

export type Continuation = { query: ODataQuery; firstQuery: string; token: PageToken | undefined }

export function expiredPageToken(): GraphProblem {
  return badRequest(
    'The specified page token value has expired and can no longer be included in your request.',
    'Directory_ExpiredPageToken',
  )
}

function expiredDeltaToken(): GraphProblem {
  return badRequest(
    'The sync state generation is not found. The delta token is expired and data must be synchronized again.',
    'syncStateNotFound',
  )
}

/** 410 with the address where the whole collection starts over. */
function resetDelta(call: HttpCall, firstQuery: string): GraphProblem {
  const rest = firstQuery === '' ? '' : `&${firstQuery}`
  return new GraphProblem(
    410,
    'resyncRequired',
    'Resync required. Replace any local items with the server version (including deletes).',
    { location: `${call.origin}${call.path}?$deltatoken=${rest}` },
  )
}

function openToken(state: EmulatorState, tenant: Tenant, text: string, scope: string): PageToken {
  const token = state.pageTokens.open(text)
  if (token === undefined || token.tenantId !== tenant.tenantId || token.scope !== scope)
    throw badRequest('Badly formed token.')
  return token
}

function isStale(tenant: Tenant, token: PageToken, lifetimeSeconds: number): boolean {
  return token.epoch !== tenant.epoch || tenant.clock.seconds() - token.issuedAt >= lifetimeSeconds
}

function continueDelta(
  state: EmulatorState,
  tenant: Tenant,
  call: HttpCall,
  scope: string,
  text: string,
  effect: FaultEffect | undefined,
): Continuation {
  const token = openToken(state, tenant, text, scope)
  if (token.kind !== 'delta') throw badRequest('Badly formed token.')
  if (effect?.kind === 'delta-reset')
    throw effect.as === 'expired' ? expiredDeltaToken() : resetDelta(call, token.query)
  if (isStale(tenant, token, tenant.behaviour.deltaTokenLifetimeSeconds)) throw expiredDeltaToken()
  return { query: parseODataQuery(token.query), firstQuery: token.query, token }
}

function continuePage(
  state: EmulatorState,
  tenant: Tenant,
  scope: string,
  text: string,
  effect: FaultEffect | undefined,
): Continuation {
  const token = openToken(state, tenant, text, scope)
  if (token.kind !== 'skip') throw badRequest('Badly formed token.')
  if (effect?.kind === 'page-token-expired') throw expiredPageToken()
  if (isStale(tenant, token, tenant.behaviour.pageTokenLifetimeSeconds)) throw expiredPageToken()
  return { query: parseODataQuery(token.query), firstQuery: token.query, token }
}

/** Drops a parameter from a raw query string and leaves the rest byte for byte. */
function without(raw: string, name: string): string {
  const kept = raw.split('&').filter((part) => !decodeURIComponent(part).toLowerCase().startsWith(`${name}=`))
  return kept.join('&')
}

/** What a request asks for: its own query, or the one its page or delta token stands for. */
export function continuationOf(
  state: EmulatorState,
  tenant: Tenant,
  call: HttpCall,
  scope: string,
  effect: FaultEffect | undefined,
): Continuation {
  const parameters = queryParameters(call.query)
  const skipToken = parameters.get('$skiptoken')
  if (skipToken !== undefined) return continuePage(state, tenant, scope, skipToken, effect)
  const deltaToken = parameters.get('$deltatoken')
  if (deltaToken !== undefined && deltaToken !== '' && deltaToken !== 'latest')
    return continueDelta(state, tenant, call, scope, deltaToken, effect)
  const firstQuery = deltaToken === undefined ? call.query : without(call.query, '$deltatoken')
  return { query: parseODataQuery(call.query), firstQuery, token: undefined }
}
