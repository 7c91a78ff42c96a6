import { SourceError } from '@rollcall/vocabulary'
import { judgeAnswer, type GraphAnswer } from './graph-errors.ts'
import type { GraphExchange } from './graph-exchange.ts'
import type { Subject } from './graph-hints.ts'
import { checkLink } from './graph-links.ts'
import { isPassing, toSourceError, type TokenContext } from './hints.ts'
import type { TokenFailure } from './msal-errors.ts'
import { readClaims } from './permissions.ts'
import { withRetries, type Outcome, type RetrySetting } from './retry.ts'
import type { TokenSource } from './token-source.ts'
import { mayPass, type TransportFailure } from './transport-failure.ts'
import { explainTransport } from './transport-hints.ts'
import { batchAnswer, countBody, type BatchItem } from './wire.ts'

interface GraphCall {
  readonly subject: Subject
  readonly signal: AbortSignal
  readonly eventual?: boolean
}

export interface BatchRequest {
  readonly id: string
  /** Path under /v1.0 with an encoded query. */
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What is asked of Microsoft Graph. Every method throws `SourceError` and nothing else. */
export interface GraphClient {
  /** `where` is a path under /v1.0 or a link Microsoft gave for this same server. */
  getJson(where: string, call: GraphCall): Promise<unknown>
  getCount(path: string, call: GraphCall): Promise<number>
  /** At most 20 requests; items that were throttled alone are asked again. Missing answers are left out. */
  batch(requests: readonly BatchRequest[], call: GraphCall): Promise<Map<string, BatchItem>>
}

export interface GraphClientConfig extends RetrySetting {
  readonly exchange: GraphExchange
  readonly tokens: TokenSource
  readonly graphRoot: string
  readonly context: TokenContext
}

function notJson(answer: GraphAnswer, subject: Subject): SourceError {
  const html = answer.text.trimStart().startsWith('<')
  const message = html
    ? 'Something else than Microsoft Graph answered, with a web page.'
    : `The answer with ${subject} was cut off on its way, again and again.`
  const hint = html
    ? 'A proxy or firewall is answering in its place. Allow this server to reach Microsoft Graph directly, or set HTTPS_PROXY.'
    : 'Try again. If it keeps happening, look at the proxy or firewall between this server and Microsoft.'
  return new SourceError('unreachable', message, { hint, evidence: { httpStatus: String(answer.status) } })
}

/** One try, with one renewed token when the first is refused: tokens expire and are revoked in the middle of a run. */
async function attempt(
  config: GraphClientConfig,
  where: string,
  call: GraphCall,
  body: unknown,
): Promise<Outcome<GraphAnswer>> {
  const { tokens, exchange, throttle, timing } = config
  const { signal, subject, eventual = false } = call
  for (let renewed = false; ; renewed = true) {
    const held = await tokens.get(signal)
    if (held.kind === 'failure') return judgeSignIn(held.failure, config.context)
    const result = await exchange({ where, token: held.token, signal, eventual, body })
    if (result.kind === 'failure') return judgeSilence(result.failure)
    const { answer } = result
    throttle.pace(throttleShare(answer))
    if (answer.status === 401) tokens.discard(held.token)
    if (answer.status === 401 && !renewed) continue
    return judgeAnswer(answer, { subject, roles: readClaims(held.token)?.roles ?? null, now: timing.now() })
  }
}

function judgeSignIn(failure: TokenFailure, context: TokenContext): Outcome<never> {
  const error = toSourceError(failure, context)
  if (!isPassing(failure)) throw error
  const shared = failure.status === 429
  const reason = shared ? 'throttled' : 'unavailable'
  return { kind: 'again', reason, retryAfterMs: failure.retryAfterMs, shared, error }
}

function judgeSilence(failure: TransportFailure): Outcome<never> {
  const { message, hint } = explainTransport(failure)
  const evidence = { transport: failure.code, host: failure.host }
  const error = new SourceError('unreachable', message, { hint, evidence })
  if (!mayPass(failure.kind)) throw error
  return { kind: 'again', reason: 'unavailable', retryAfterMs: null, shared: false, error }
}

interface Question<T> {
  readonly where: string
  readonly call: GraphCall
  /** Undefined when the answer cannot be read, which is a reason to ask again. */
  readonly read: (answer: GraphAnswer) => T | undefined
  readonly body?: unknown
}

function ask<T>(config: GraphClientConfig, { where, call, read, body }: Question<T>): Promise<T> {
  checkLink(where, config.graphRoot)
  return withRetries<T>(config, call.signal, async () => {
    const outcome = await attempt(config, where, call, body)
    if (outcome.kind === 'again') return outcome
    const value = read(outcome.value)
    if (value !== undefined) return { kind: 'done', value }
    const error = notJson(outcome.value, call.subject)
    return { kind: 'again', reason: 'unavailable', retryAfterMs: null, shared: false, error }
  })
}

function readBatch(answer: GraphAnswer): readonly BatchItem[] | undefined {
  return batchAnswer(readJson(answer))
}

async function askBatch(
  config: GraphClientConfig,
  requests: readonly BatchRequest[],
  call: GraphCall,
): Promise<Map<string, BatchItem>> {
  const answers = new Map<string, BatchItem>()
  await withRetries<true>(config, call.signal, async () => {
    const open = requests.filter((item) => (answers.get(item.id)?.status ?? 429) === 429)
    const items = await ask(config, { where: '/$batch', call, read: readBatch, body: toBatchBody(open) })
    for (const item of items) answers.set(item.id, item)
    return judgeBatch(requests, answers, call, config.timing.now())
  })
  return answers
}

export function createGraphClient(config: GraphClientConfig): GraphClient {
  return {
    getJson: async (where, call) => ask(config, { where, call, read: readJson }),
    getCount: async (where, call) =>
      ask(config, { where, call: { ...call, eventual: true }, read: ({ text }) => countBody(text) }),
    batch: (requests, call) => askBatch(config, requests, call),
  }
}

function toBatchBody(requests: readonly BatchRequest[]): unknown {
  return { requests: requests.map((item) => ({ method: 'GET', ...item })) }
}

/** A batch as a whole says 200 even when items were refused; each throttled item names its own waiting time. */
function judgeBatch(
  requests: readonly BatchRequest[],
  answers: ReadonlyMap<string, BatchItem>,
  call: GraphCall,
  now: number,
): Outcome<true> {
  const waiting = requests.flatMap((item) => {
    const answer = answers.get(item.id)
    return answer?.status === 429 ? [answer] : []
  })
  if (waiting.length === 0) return { kind: 'done', value: true }
  const outcomes = waiting.map((item) =>
    judgeAnswer(item.asAnswer(), { subject: call.subject, roles: null, now }),
  )
  const slowest = outcomes.reduce((a, b) => (waitOf(b) > waitOf(a) ? b : a))
  return slowest.kind === 'done' ? { kind: 'done', value: true } : slowest
}

function waitOf(outcome: Outcome<unknown>): number {
  return outcome.kind === 'again' ? (outcome.retryAfterMs ?? 0) : 0
}

function readJson(answer: GraphAnswer): unknown {
  try {
    return JSON.parse(answer.text)
  } catch {
    return undefined
  }
}

function throttleShare(answer: GraphAnswer): number | null {
  const share = Number(answer.headers.get('x-ms-throttle-limit-percentage') ?? Number.NaN)
  return Number.isFinite(share) ? share : null
}
