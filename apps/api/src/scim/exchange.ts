import { ScimError } from '@rollcall/scim'
import { answerRequest } from './answer-request.ts'
import { StaleRules } from '@rollcall/directory'
import { RateLimited } from './rate-limited.ts'
import { INBOUND_PREFIX, readAddress, type ScimAddress } from './read-address.ts'
import { createRequestBody, type RequestBody } from './request-body.ts'
import type { ScimLimits } from './scim-limits.ts'
import type { ScimAnswer } from './scim-request.ts'
import type { ScimAccess, TokenCheck, TokenVerdict } from './token-check.ts'
import type { Refusal } from './to-refusal.ts'

/** What came over HTTP. */
export interface Incoming {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly prefix: string
  readonly authorization: string | undefined
  /** Asked for only where it counts: finding it means reading the headers of proxies. */
  readonly ip: () => string
  readonly userAgent: string | null
  readonly ifMatch: string | null
  readonly ifNoneMatch: string | null
}

/** One request on its way: what is known of it by now, for the answer and for the log. */
export interface Exchange {
  readonly incoming: Incoming
  readonly address: ScimAddress
  /** Null until the token was looked at. */
  verdict: TokenVerdict | null
  body: RequestBody | null
  answer: ScimAnswer | null
  refusal: Refusal | null
  /** Turned away because there were too many, before anybody did anything. */
  limited: boolean
}

export interface Door {
  readonly check: TokenCheck
  readonly limits: ScimLimits
  readonly now: () => Date
  /** Where people reach the server, without a slash at the end. */
  readonly publicUrl: string
}

/** How often a request is judged again because the rules changed under it. */
const ATTEMPTS = 3

export function openExchange(incoming: Incoming): Exchange {
  const address = readAddress(incoming.url, incoming.prefix)
  return { incoming, address, verdict: null, body: null, answer: null, refusal: null, limited: false }
}

/** Lets the client in or throws: 401, the same for every reason, or 429. */
export async function enter(exchange: Exchange, door: Door): Promise<ScimAccess> {
  const { incoming, address } = exchange
  const verdict = await door.check.check(incoming.authorization, address.connection)
  exchange.verdict = verdict
  const nowMs = door.now().getTime()
  // The token is looked at first: a client may share its address with a stranger, or with everyone behind one proxy.
  if (verdict.kind === 'refused') {
    const wait = door.limits.strangers.take(incoming.ip(), nowMs)
    throw wait > 0 ? limited(exchange, wait) : notLetIn()
  }
  const { rules } = verdict.access
  const wait = rules.sandbox ? 0 : door.limits.connections.take(rules.connectionId, nowMs)
  if (wait > 0) throw limited(exchange, wait)
  return verdict.access
}

/** Answers a request that was let in. `text` is its body. */
export async function answerExchange(exchange: Exchange, door: Door, text: string): Promise<ScimAnswer> {
  const { segments, query } = exchange.address
  if (segments === null) throw new ScimError(400, 'invalidSyntax', 'The address of the request is not valid.')
  const { method, ifMatch, ifNoneMatch, id: requestId } = exchange.incoming
  const parameters = new URLSearchParams(query)
  const body = createRequestBody(text)
  exchange.body = body
  for (let attempt = 1; ; attempt += 1) {
    const { ctx, rules } = accessOf(exchange)
    const baseUrl = baseUrlOf(exchange, door, rules.connectionId)
    try {
      exchange.answer = await answerRequest({
        method: method === 'HEAD' ? 'GET' : method,
        segments,
        query: parameters,
        ifMatch,
        ifNoneMatch,
        body,
        ctx,
        rules,
        requestId,
        baseUrl,
      })
      return exchange.answer
    } catch (error) {
      if (!(error instanceof StaleRules) || attempt === ATTEMPTS) throw error
      await lookAgain(exchange, door)
    }
  }
}

async function lookAgain(exchange: Exchange, { check }: Door): Promise<void> {
  check.forget()
  exchange.verdict = await check.check(exchange.incoming.authorization, exchange.address.connection)
}

function accessOf({ verdict }: Exchange): ScimAccess {
  if (verdict?.kind === 'live') return verdict.access
  throw notLetIn()
}

/** The base URL that the client was given: with the connection's id, or without. */
function baseUrlOf({ incoming: { prefix } }: Exchange, { publicUrl }: Door, connectionId: string): string {
  return prefix === INBOUND_PREFIX ? `${publicUrl}${prefix}/${connectionId}` : `${publicUrl}${prefix}`
}

function limited(exchange: Exchange, seconds: number): RateLimited {
  exchange.limited = true
  return new RateLimited(seconds)
}

function notLetIn(): ScimError {
  return new ScimError(
    401,
    null,
    'This secret token opens nothing here. Check the Tenant URL and the Secret Token of the connection.',
  )
}
