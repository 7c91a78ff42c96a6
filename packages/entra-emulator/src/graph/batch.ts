import type { EmulatorState } from '../emulator-state.ts'
import type { FaultEffect } from '../faults.ts'
import type { HttpCall, HttpReply } from '../http-exchange.ts'
import { jsonReply } from '../http-exchange.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, parseJson } from '../json-value.ts'
import { retryAfterHeader } from '../retry-after.ts'
import type { Caller } from './authenticate.ts'
import { diagnosticHeaders, GraphProblem, problemReply } from './graph-problem.ts'
import type { RequestIds } from './graph-problem.ts'

type AnswerOne = (
  state: EmulatorState,
  caller: Caller,
  call: HttpCall,
  effect: FaultEffect | undefined,
  ids: RequestIds,
) => HttpReply

export type BatchRequest = {
  state: EmulatorState
  caller: Caller
  call: HttpCall
  ids: RequestIds
  effect: FaultEffect | undefined
  answerOne: AnswerOne
}

type Step = { id: string; method: string; url: string; headers: JsonObject; dependsOn: string[] }

const MOST_STEPS = 20

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

function invalid(message: string): GraphProblem {
  return new GraphProblem(400, 'BadRequest', message)
}

function parseStep(value: JsonValue): Step {
  if (!isJsonObject(value)) throw invalid('Invalid batch payload format.')
  const { id, method, url, headers, dependsOn } = value
  if (text(id) === '' || text(method) === '' || text(url) === '')
    throw invalid('Invalid batch payload format.')
  return {
    id: text(id),
    method: text(method).toUpperCase(),
    url: text(url),
    headers: isJsonObject(headers) ? headers : {},
    dependsOn: Array.isArray(dependsOn) ? dependsOn.map(text) : [],
  }
}

function parseSteps(body: string): Step[] {
  const value = parseJson(body)
  const requests = isJsonObject(value) ? value['requests'] : undefined
  if (!Array.isArray(requests)) throw invalid('Invalid batch payload format.')
  if (requests.length > MOST_STEPS)
    throw new GraphProblem(
      400,
      'MaximumValueExceeded',
      `Number of batch request steps exceeds the maximum value of ${MOST_STEPS}.`,
    )
  const steps = requests.map(parseStep)
  if (new Set(steps.map((step) => step.id)).size < steps.length)
    throw invalid('Request Id must be unique in a batch.')
  return steps
}

function callOf(call: HttpCall, step: Step): HttpCall {
  const [path = '', query = ''] = step.url.split('?', 2)
  const headers: HttpCall['headers'] = { ...call.headers, consistencylevel: undefined, prefer: undefined }
  for (const [name, value] of Object.entries(step.headers)) headers[name.toLowerCase()] = text(value)
  return {
    ...call,
    method: step.method,
    path: `/v1.0${path.startsWith('/') ? '' : '/'}${path}`,
    query,
    headers,
    body: '',
  }
}

function runStep(batch: BatchRequest, step: Step): HttpReply {
  const { state, caller, ids, call } = batch
  const inner = callOf(call, step)
  const effect = state.faults.effectFor(
    inner.method,
    inner.query === '' ? inner.path : `${inner.path}?${inner.query}`,
  )
  try {
    return batch.answerOne(state, caller, inner, effect, ids)
  } catch (error) {
    if (error instanceof GraphProblem) return problemReply(error, ids, state.clock.date())
    throw error
  }
}

function failedDependency(batch: BatchRequest): HttpReply {
  const problem = new GraphProblem(424, 'FailedDependency', 'A request that this one depends on has failed.')
  return problemReply(problem, batch.ids, batch.state.clock.date())
}

function responseOf(id: string, reply: HttpReply): JsonObject {
  const parsed = parseJson(String(reply.body))
  return { id, status: reply.status, headers: reply.headers, body: parsed ?? String(reply.body) }
}

/** `POST /$batch`: up to 20 requests, each allowed, charged and throttled by itself. */
export function answerBatch(batch: BatchRequest): HttpReply {
  const { call, effect, ids } = batch
  if (call.method !== 'POST') throw new GraphProblem(405, 'Request_BadRequest', 'Use POST to send a batch.')
  if (effect?.kind === 'throttle')
    throw new GraphProblem(
      429,
      'TooManyRequests',
      'Please retry again later.',
      retryAfterHeader(effect.retryAfter),
    )
  const steps = parseSteps(call.body)
  const replies = new Map<string, HttpReply>()
  for (const step of steps) {
    const isBlocked = step.dependsOn.some((id) => (replies.get(id)?.status ?? 500) >= 400)
    replies.set(step.id, isBlocked ? failedDependency(batch) : runStep(batch, step))
  }
  const responses = Array.from(replies, ([id, reply]) => responseOf(id, reply))
  return jsonReply(
    200,
    { responses },
    { ...diagnosticHeaders(ids), 'x-ms-resource-unit': String(steps.length) },
  )
}
