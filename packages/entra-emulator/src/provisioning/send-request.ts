import { Agent as HttpAgent, request as requestHttp } from 'node:http'
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import type { JsonValue } from '../json-value.ts'
import { parseJson } from '../json-value.ts'
import type { CompleteSettings } from './settings.ts'

export type WireRequest = { method: string; url: string; body: string | null }

/** What came back. Status 0 means that nothing did; `failure` then says why. */
export type WireReply = {
  status: number
  json: JsonValue | undefined
  isEmpty: boolean
  mediaType: string
  retryAfterMs: number | undefined
  failure: string | null
}

const LARGEST_ANSWER = 32 * 1024 * 1024

/** `Retry-After` in seconds or as a date, in milliseconds from now. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

async function readReply(response: IncomingMessage): Promise<WireReply> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    if (!(chunk instanceof Buffer)) continue
    size += chunk.length
    if (size > LARGEST_ANSWER) throw new Error('The answer is too large.')
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  const { 'content-type': type = '', 'retry-after': retryAfter } = response.headers
  return {
    status: response.statusCode ?? 0,
    json: parseJson(text),
    isEmpty: text === '',
    mediaType: type.split(';')[0]?.trim().toLowerCase() ?? '',
    retryAfterMs: parseRetryAfter(retryAfter, Date.now()),
    failure: null,
  }
}

const noReply = (error: unknown): WireReply => ({
  status: 0,
  json: undefined,
  isEmpty: true,
  mediaType: '',
  retryAfterMs: undefined,
  failure: error instanceof Error ? error.message || error.name : String(error),
})

/** Connections to one target, kept open between requests. */
export class Wire {
  #settings: CompleteSettings
  #http: HttpAgent
  #https: HttpsAgent

  constructor(settings: CompleteSettings) {
    const limits = { keepAlive: true, maxSockets: settings.maxInFlight }
    this.#settings = settings
    this.#http = new HttpAgent(limits)
    this.#https = new HttpsAgent({ ...limits, ...(settings.caPem === null ? {} : { ca: settings.caPem }) })
  }

  /** Never throws. A kept connection that the target closed meanwhile is replaced once. */
  async send(request: WireRequest): Promise<WireReply> {
    const first = await this.#exchange(request)
    return first === 'stale' ? this.#finish(await this.#exchange(request)) : first
  }

  close(): void {
    this.#http.destroy()
    this.#https.destroy()
  }

  #finish(reply: WireReply | 'stale'): WireReply {
    return reply === 'stale' ? noReply(new Error('The target closed the connection.')) : reply
  }

  #open({ method, url, body }: WireRequest): ClientRequest {
    const { token, timeoutMs, userAgent } = this.#settings
    const headers: Record<string, string> = {
      accept: 'application/scim+json',
      authorization: `Bearer ${token}`,
      ...(userAgent === null ? {} : { 'user-agent': userAgent }),
      ...(body === null
        ? {}
        : {
            'content-type': 'application/scim+json; charset=utf-8',
            'content-length': String(Buffer.byteLength(body)),
          }),
    }
    const options: RequestOptions = { method, headers, signal: AbortSignal.timeout(timeoutMs) }
    return url.startsWith('https:')
      ? requestHttps(url, { ...options, agent: this.#https })
      : requestHttp(url, { ...options, agent: this.#http })
  }

  #exchange(request: WireRequest): Promise<WireReply | 'stale'> {
    return new Promise((resolve) => {
      const open = this.#open(request)
      let hasAnswer = false
      open.once('response', (response) => {
        hasAnswer = true
        readReply(response).then(resolve, (error: unknown) => resolve(noReply(error)))
      })
      open.once('error', (error: NodeJS.ErrnoException) => {
        const isStale = open.reusedSocket && !hasAnswer && error.code === 'ECONNRESET'
        const isLate = error.name === 'TimeoutError' || error.code === 'ABORT_ERR'
        const late = new Error(`No answer within ${this.#settings.timeoutMs} ms.`)
        resolve(isStale ? 'stale' : noReply(isLate ? late : error))
      })
      open.end(request.body ?? undefined)
    })
  }
}
