import type { EmulatorState } from '../emulator-state.ts'
import type { FaultEffect } from '../faults.ts'
import type { HttpCall, HttpReply } from '../http-exchange.ts'
import { checkCollectionQuery, isAdvanced } from '../odata/advanced-query.ts'
import { retryAfterHeader } from '../retry-after.ts'
import { authenticate } from './authenticate.ts'
import type { Caller } from './authenticate.ts'
import { answerBatch } from './batch.ts'
import { continuationOf, expiredPageToken } from './continuation.ts'
import { answerGroupDelta } from './delta-groups.ts'
import { answerUserDelta } from './delta-users.ts'
import type { GraphAnswer, GraphContext } from './graph-context.ts'
import { isEventual } from './graph-context.ts'
import { badRequest, diagnosticHeaders, GraphProblem, problemReply, requestIdsOf } from './graph-problem.ts'
import type { RequestIds } from './graph-problem.ts'
import type { GraphRoute } from './graph-route.ts'
import { parseGraphRoute } from './graph-route.ts'
import { countGroups, getGroup, listGroups } from './groups.ts'
import { answerMembers, pathOf } from './members.ts'
import { answerApplication, answerDeletedItems, answerOrganization } from './other-resources.ts'
import { requirePermission } from './permissions.ts'
import { PROPERTIES } from './properties.ts'
import { resourceUnits } from './resource-units.ts'
import { countUsers, getManager, getUser, listUsers } from './users.ts'
import { unreachable } from '../unreachable.ts'

/** The name that ties page tokens to their collection. */
function scopeOf(route: GraphRoute): string {
  switch (route.kind) {
    case 'list':
      return route.of
    case 'delta':
      return `${route.of}/delta`
    case 'members':
      return pathOf(route)
    case 'deleted-items':
      return `directory/deletedItems/microsoft.graph.${route.of === 'users' ? 'user' : 'group'}`
    case 'one':
    case 'count':
    case 'manager':
    case 'organization':
    case 'application':
    case 'batch':
      return route.kind
  }
  return unreachable(route)
}

function checkQuery(context: GraphContext, route: GraphRoute): void {
  const { query, call, token } = context
  if (route.kind !== 'list' && route.kind !== 'count') return
  const kind = route.of === 'users' ? 'user' : 'group'
  const eventual = isEventual(call)
  if (route.kind === 'count') {
    if (!eventual) throw badRequest('$count is not currently supported.')
    checkCollectionQuery({ ...query, count: true }, PROPERTIES[kind], kind, true)
    return
  }
  if (token !== undefined && isAdvanced(query, PROPERTIES[kind]) && !eventual) throw expiredPageToken()
  checkCollectionQuery(query, PROPERTIES[kind], kind, eventual)
}

function answerRoute(context: GraphContext, route: GraphRoute): GraphAnswer {
  switch (route.kind) {
    case 'list':
      return route.of === 'users' ? listUsers(context) : listGroups(context)
    case 'count':
      return { type: 'text', body: String(route.of === 'users' ? countUsers(context) : countGroups(context)) }
    case 'delta':
      return route.of === 'users' ? answerUserDelta(context) : answerGroupDelta(context)
    case 'one':
      return route.of === 'users' ? getUser(context, route.id) : getGroup(context, route.id)
    case 'members':
      return answerMembers(context, route)
    case 'manager':
      return getManager(context, route.userId)
    case 'organization':
      return answerOrganization(context)
    case 'application':
      return answerApplication(context, route.clientId)
    case 'deleted-items':
      return answerDeletedItems(context, route.of)
    case 'batch':
      throw badRequest('A batch cannot hold another batch.')
  }
  return unreachable(route)
}

const throttled = (headers: Record<string, string>): GraphProblem =>
  new GraphProblem(429, 'TooManyRequests', 'Please retry again later.', headers)

/** Charges the request and returns the headers that say so; refuses it when the bucket is empty. */
function charge(
  caller: Caller,
  route: GraphRoute,
  context: GraphContext,
  effect: FaultEffect | undefined,
): Record<string, string> {
  const { tenant, app } = caller
  const cost = resourceUnits(route, context.query)
  const verdict = tenant.meter.charge(
    app.clientId,
    cost,
    tenant.behaviour.throttle,
    tenant.store.users.liveCount,
  )
  const headers: Record<string, string> = { 'x-ms-resource-unit': String(cost) }
  if (verdict.usage >= 0.8) headers['x-ms-throttle-limit-percentage'] = verdict.usage.toFixed(1)
  const details = {
    ...headers,
    'x-ms-throttle-scope': `Tenant_Application/ReadWrite/${app.clientId}/${tenant.tenantId}`,
    'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
  }
  if (effect?.kind === 'throttle') throw throttled({ ...details, ...retryAfterHeader(effect.retryAfter) })
  if (verdict.retryAfter !== undefined)
    throw throttled({ ...details, 'retry-after': String(verdict.retryAfter) })
  return headers
}

/** A failure of the service itself, as a fault asks for it. */
function serviceFailure(effect: FaultEffect | undefined): GraphProblem | undefined {
  if (effect?.kind !== 'status' || effect.html === true) return undefined
  const headers = retryAfterHeader(effect.retryAfter ?? 'none')
  if (effect.status === 503)
    return new GraphProblem(503, 'serviceNotAvailable', 'The service is temporarily unavailable.', headers)
  if (effect.status === 500)
    return new GraphProblem(500, 'generalException', 'General exception while processing', headers)
  return new GraphProblem(effect.status, 'UnknownError', '', headers)
}

/** One request, alone or out of a batch, in Graph's order: route, role, query, throttling, data. */
export function answerOne(
  state: EmulatorState,
  caller: Caller,
  call: HttpCall,
  effect: FaultEffect | undefined,
  ids: RequestIds,
): HttpReply {
  const failure = serviceFailure(effect)
  if (failure !== undefined) throw failure
  const route = parseGraphRoute(call.path)
  if (call.method !== 'GET')
    throw new GraphProblem(
      405,
      'Request_BadRequest',
      'Specified HTTP method is not allowed for the request target.',
    )
  requirePermission(route, caller.permissions)
  const { tenant, permissions } = caller
  const context: GraphContext = {
    state,
    tenant,
    permissions,
    call,
    ...continuationOf(state, tenant, call, scopeOf(route), effect),
  }
  checkQuery(context, route)
  const headers = charge(caller, route, context, effect)
  const answer = answerRoute(context, route)
  const type = answer.type === 'text' ? 'text/plain' : 'application/json;odata.metadata=minimal;charset=utf-8'
  return {
    status: 200,
    headers: {
      'content-type': type,
      'cache-control': 'no-cache',
      'odata-version': '4.0',
      ...diagnosticHeaders(ids),
      ...headers,
    },
    body: answer.body,
  }
}

/** Everything below `/v1.0`. */
export function answerGraph(
  state: EmulatorState,
  call: HttpCall,
  effect: FaultEffect | undefined,
): HttpReply {
  const ids = requestIdsOf(call)
  try {
    const caller = authenticate(state, call, effect)
    const isBatch = /^\/v1\.0\/+\$batch$/i.test(decodeURIComponent(call.path))
    if (!isBatch) return answerOne(state, caller, call, effect, ids)
    const failure = serviceFailure(effect)
    if (failure !== undefined) throw failure
    return answerBatch({ state, caller, call, ids, effect, answerOne })
  } catch (error) {
    if (!(error instanceof GraphProblem)) throw error
    const reply = problemReply(error, ids, state.clock.date())
    return { ...reply, headers: { 'x-ms-resource-unit': '1', ...reply.headers } }
  }
}
