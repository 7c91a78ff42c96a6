import type { NewScimRequest, ScimClientSeen } from '@rollcall/db'
import type { Actor, ScimOutcome } from '@rollcall/vocabulary'
import { targetOf } from './answer-request.ts'
import type { Exchange } from './exchange.ts'
import { redactBody } from './redact-body.ts'
import { redactPath } from './redact-path.ts'
import { redactSentence } from './redact-text.ts'
import type { ScimTarget } from './scim-request.ts'
import type { ScimAccess, ScimRefusal } from './token-check.ts'

/** A write that changed nothing is a fact all the same. */
export interface RefusedWrite {
  readonly type: 'scim.user.received' | 'scim.group.received'
  readonly actor: Actor
  /** Name of the connection. */
  readonly connection: string
  /** What the request calls the person or group; null when it names an id alone. */
  readonly name: string | null
}

export interface LogEntry {
  /** Null when there is no connection whose log it belongs to. */
  readonly row: NewScimRequest | null
  readonly event: RefusedWrite | null
  /** Null when nobody came in. */
  readonly seen: ScimClientSeen | null
  readonly resource: 'User' | 'Group' | 'other'
  readonly outcome: ScimOutcome
}

/** The log may say what the client is never told. */
const REASONS = {
  missing: 'The request came without a token.',
  unknown: 'The token is not known here.',
  revoked: 'The token was revoked.',
  expired: 'The token has expired. Make a new one and give it to the client.',
  elsewhere: 'The token belongs to another connection.',
} as const satisfies Record<ScimRefusal, string>

const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
const MAX_PATH = 1000
const MAX_NAME = 200
const MAX_USER_AGENT = 200

/** What the log keeps of a request that was answered. */
export function toLogEntry(
  exchange: Exchange,
  sent: { readonly at: Date; readonly status: number; readonly durationMs: number },
): LogEntry {
  const { verdict, answer } = exchange
  const { status, durationMs } = sent
  const target = targetOf(exchange.address.segments ?? [])
  const write = isWrite(exchange, target)
  const outcome = outcomeOf(exchange, status, write)
  const access = verdict?.kind === 'live' ? verdict.access : null
  const connectionId = access ? access.rules.connectionId : (connectionOf(exchange) ?? null)
  const at = new Date(sent.at.getTime() - durationMs).toISOString()
  const resource = target.resourceType ?? 'other'
  if (connectionId === null || access?.rules.sandbox)
    return { row: null, event: null, seen: null, resource, outcome }

  const event =
    access && write && !exchange.limited && !answer ? refusedWrite(exchange, access, target) : null
  const seen = access && { tokenId: access.tokenId, connectionId, at }
  return {
    row: toRow(exchange, { at, connectionId, target, outcome, status, durationMs }),
    event,
    seen,
    resource,
    outcome,
  }
}

function connectionOf({ verdict, address }: Exchange): string | null {
  if (verdict?.kind === 'refused') return verdict.connectionId
  return address.connection.kind === 'named' ? address.connection.id : null
}

function toRow(
  exchange: Exchange,
  known: {
    readonly at: string
    readonly status: number
    readonly durationMs: number
    readonly connectionId: string
    readonly target: ScimTarget
    readonly outcome: ScimOutcome
  },
): NewScimRequest {
  const { incoming, address, answer, refusal, body } = exchange
  const { target } = known
  const written = answer?.written ?? null
  // Without a spread: one into an object of this many fields costs more than the rest of the entry.
  return {
    id: incoming.id,
    connectionId: known.connectionId,
    at: known.at,
    tokenPrefix: prefixOf(exchange),
    method: incoming.method.slice(0, 20),
    path: redactPath(address.path, address.query).slice(0, MAX_PATH),
    resourceType: target.resourceType,
    resourceId: written?.resourceId ?? target.resourceId,
    userId: written?.userId ?? null,
    status: known.status,
    scimType: refusal?.error.scimType ?? null,
    outcome: known.outcome,
    why: whyOf(exchange),
    changed: written?.changed ?? [],
    durationMs: Math.round(known.durationMs * 100) / 100,
    requestBody: redactBody(body?.seen),
    responseBody: redactBody(answer ? answer.body : null),
    userAgent: incoming.userAgent?.slice(0, MAX_USER_AGENT) ?? null,
  }
}

function prefixOf({ verdict }: Exchange): string | null {
  if (verdict === null) return null
  return verdict.kind === 'live' ? verdict.access.prefix : verdict.prefix
}

function whyOf({ verdict, answer, refusal, limited }: Exchange): string | null {
  if (answer) return answer.written?.why ?? null
  if (verdict?.kind === 'refused' && !limited) return REASONS[verdict.reason]
  return refusal && redactSentence(refusal.error.detail)
}

function isWrite({ incoming: { method }, address }: Exchange, { resourceType }: ScimTarget): boolean {
  return WRITES.has(method) && resourceType !== null && address.segments?.[1] !== '.search'
}

function outcomeOf({ answer }: Exchange, status: number, write: boolean): ScimOutcome {
  if (answer) return answer.written?.outcome ?? 'answered'
  if (status >= 500 && status !== 501) return 'failed'
  return status === 404 && !write ? 'answered' : 'refused'
}

function refusedWrite(
  { body }: Exchange,
  { ctx, rules }: ScimAccess,
  { resourceType }: ScimTarget,
): RefusedWrite {
  return {
    type: resourceType === 'Group' ? 'scim.group.received' : 'scim.user.received',
    actor: ctx.actor,
    connection: rules.displayName,
    name: nameIn(body?.seen),
  }
}

/** Texts that a database cannot hold are no names. */
function nameIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null
  const names: unknown[] = [Reflect.get(body, 'displayName'), Reflect.get(body, 'userName')]
  const name = names.find((one): one is string => typeof one === 'string' && one.trim() !== '')
  return name === undefined || /[\0\p{Surrogate}]/u.test(name) ? null : name.trim().slice(0, MAX_NAME)
}
