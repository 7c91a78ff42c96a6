import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject } from '../json-value.ts'
import type { LogAction, LogSubject, ProvisioningLog } from './provisioning-log.ts'
import { RequestGate } from './request-gate.ts'
import type { Wait } from './request-gate.ts'
import { Wire } from './send-request.ts'
import type { WireReply } from './send-request.ts'
import { addressOf } from './settings.ts'
import type { CompleteSettings, Dialect } from './settings.ts'

/** The target said no to one object, or gave no answer. The message is what the log shows. */
export class TargetRefusal extends Error {
  readonly status: number
  readonly retryAfterMs: number | undefined

  constructor(message: string, status: number, retryAfterMs?: number) {
    super(message)
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

/** The target does not take the token: nothing else needs to be tried. */
export class CredentialsRefused extends Error {}

export type TargetCall = {
  action: LogAction
  subject: LogSubject
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  query?: readonly string[]
  body?: JsonObject
  dialect: Dialect
  /** Refusals that the caller knows how to go on from. */
  accept?: readonly number[]
}

const ATTEMPTS = 4
const SHORT_WAITS_MS = [500, 1_500] as const
/** A longer pause is not waited for: the object is tried again in a later cycle. */
const LONGEST_PAUSE_MS = 120_000

function wordsOf({ status, json, failure }: WireReply): string {
  if (failure !== null) return failure
  const detail = isJsonObject(json) ? json['detail'] : undefined
  const scimType = isJsonObject(json) ? json['scimType'] : undefined
  const words = typeof detail === 'string' && detail !== '' ? detail : `The target answered ${status}.`
  return typeof scimType === 'string' ? `${scimType}: ${words}` : words
}

/** How long to wait before the same request goes out again; undefined when it should not. */
function pauseBefore(reply: WireReply, attempt: number): number | undefined {
  if (attempt >= ATTEMPTS) return undefined
  if (reply.status === 429) {
    const pause = reply.retryAfterMs ?? 10_000
    return pause > LONGEST_PAUSE_MS ? undefined : pause
  }
  const isPassing = reply.status === 0 || reply.status >= 500
  return isPassing && reply.status !== 501 ? SHORT_WAITS_MS[attempt - 1] : undefined
}

/** Talks SCIM to one service: paced, logged, patient with what passes. */
export class ScimTarget {
  #settings: CompleteSettings
  #wire: Wire
  #gate: RequestGate
  #log: ProvisioningLog
  #wait: Wait
  #sent = 0

  constructor(settings: CompleteSettings, log: ProvisioningLog, wait: Wait) {
    this.#settings = settings
    this.#wire = new Wire(settings)
    this.#gate = new RequestGate(settings, wait)
    this.#log = log
    this.#wait = wait
  }

  /** Requests so far. */
  get sent(): number {
    return this.#sent
  }

  close(): void {
    this.#wire.close()
  }

  /** Throws TargetRefusal or CredentialsRefused for anything that is neither success nor accepted. */
  async call(call: TargetCall): Promise<WireReply> {
    for (let attempt = 1; ; attempt++) {
      const reply = await this.#gate.run(() => this.#once(call))
      const isFine =
        (reply.status >= 200 && reply.status < 300) || call.accept?.includes(reply.status) === true
      if (isFine) return reply
      if (reply.status === 401 || reply.status === 403) throw new CredentialsRefused(wordsOf(reply))
      const pause = pauseBefore(reply, attempt)
      if (pause === undefined) throw new TargetRefusal(wordsOf(reply), reply.status, reply.retryAfterMs)
      if (reply.status === 429) this.#gate.pause(pause)
      else await this.#wait(pause)
    }
  }

  /** A search that must answer a list; its resources. */
  async find(call: Omit<TargetCall, 'method'>): Promise<JsonObject[]> {
    const { status, json } = await this.call({ ...call, method: 'GET' })
    const resources = isJsonObject(json) ? json['Resources'] : undefined
    const total = isJsonObject(json) ? json['totalResults'] : undefined
    if (status === 200 && Array.isArray(resources)) return resources.filter(isJsonObject)
    if (status === 200 && total === 0) return []
    throw new TargetRefusal('The target did not answer a search with 200 and a ListResponse.', status)
  }

  async #once({
    action,
    subject,
    method,
    path,
    query = [],
    body,
    dialect,
    accept,
  }: TargetCall): Promise<WireReply> {
    const url = addressOf(this.#settings.baseUrl, path, query, dialect)
    const text = body === undefined ? null : JSON.stringify(body)
    const started = performance.now()
    this.#sent++
    const reply = await this.#wire.send({ method, url, body: text })
    const isFine = (reply.status >= 200 && reply.status < 300) || accept?.includes(reply.status) === true
    this.#log.add({
      action,
      subject,
      request: { method, path: `${path}${query.length === 0 ? '' : `?${query.join('&')}`}`, body: text },
      status: reply.status,
      outcome: isFine ? 'success' : 'failure',
      detail: reply.status >= 200 && reply.status < 300 ? null : wordsOf(reply),
      durationMs: Math.round(performance.now() - started),
    })
    return reply
  }
}

/** `attribute eq "value"` as a query parameter; spaces as %20, the value as a JSON string. */
export function filterQuery(attribute: string, value: string): string {
  return `filter=${encodeURIComponent(`${attribute} eq ${JSON.stringify(value)}`)}`
}

/** The id under which the target keeps a resource. */
export function idOf(json: JsonValue | undefined): string {
  const id = isJsonObject(json) ? json['id'] : undefined
  if (typeof id === 'string' && id !== '') return id
  throw new TargetRefusal('The target answered a resource without an id.', 200)
}
