import {
  AuthenticationHandler,
  AuthenticationHandlerOptions,
  Client,
  GraphClientError,
  ResponseType,
  type Context,
  type Middleware,
} from '@microsoft/microsoft-graph-client'
import { randomUUID } from 'node:crypto'
import type { RequestInit, Response } from 'undici'
import type { GraphAnswer } from './graph-errors.ts'
import type { HttpTransport } from './http-transport.ts'
import { startDeadline, throwIfCancelled } from './timing.ts'
import { toTransportFailure, type TransportFailure } from './transport-failure.ts'

interface Exchange {
  /** Path under /v1.0 with an encoded query, or a whole link Microsoft gave. */
  readonly where: string
  readonly token: string
  readonly signal: AbortSignal
  /** Sends `ConsistencyLevel: eventual`; pages do not remember it, so every page says it again. */
  readonly eventual?: boolean
  /** Sent as a POST when present. */
  readonly body?: unknown
}

type ExchangeResult =
  | { readonly kind: 'answer'; readonly answer: GraphAnswer }
  | { readonly kind: 'failure'; readonly failure: TransportFailure }

export type GraphExchange = (exchange: Exchange) => Promise<ExchangeResult>

/** The SDK describes a request in the DOM's words; these four are all it ever sets for us. */
function toInit(options: Context['options']): RequestInit {
  return {
    method: options?.method ?? 'GET',
    headers: [...new Headers(options?.headers)],
    body: typeof options?.body === 'string' ? options.body : null,
    signal: options?.signal ?? null,
  }
}

/** The last link of the chain. Its error class is the only one the SDK hands on untouched, cause included. */
function terminal(transport: HttpTransport): Middleware {
  return {
    execute: async (context) => {
      const url = typeof context.request === 'string' ? context.request : context.request.url
      try {
        context.response = await transport.fetch(url, toInit(context.options))
      } catch (cause) {
        throw Object.assign(new GraphClientError('No answer.'), { cause })
      }
    },
  }
}

/**
 * One request over the SDK: one attempt, whole body read, nothing interpreted. The SDK sends the token only to hosts
 * it was told of by name, without the port. Its own retries cannot be stopped by a signal and are left out.
 */
export function createExchange(config: {
  transport: HttpTransport
  graphRoot: string
  timeoutMs: number
}): GraphExchange {
  const { host, hostname } = new URL(config.graphRoot)
  const auth = new AuthenticationHandler({ getAccessToken: () => Promise.resolve('') })
  auth.setNext(terminal(config.transport))
  const client = Client.initWithMiddleware({
    baseUrl: `${config.graphRoot}/`,
    defaultVersion: 'v1.0',
    customHosts: new Set([hostname]),
    middleware: auth,
  })

  return async ({ where, token, signal, eventual, body }) => {
    throwIfCancelled(signal)
    const deadline = startDeadline(signal, config.timeoutMs)
    const request = client
      .api(where)
      .responseType(ResponseType.RAW)
      .header('client-request-id', randomUUID())
      .option('signal', deadline.signal)
      .middlewareOptions([new AuthenticationHandlerOptions({ getAccessToken: () => Promise.resolve(token) })])
    if (eventual) request.header('ConsistencyLevel', 'eventual')
    try {
      const response: Response = await (body === undefined ? request.get() : request.post(body))
      const text = await response.text()
      return { kind: 'answer', answer: { status: response.status, headers: response.headers, text } }
    } catch (error) {
      throwIfCancelled(signal)
      const cause = deadline.expired() ? lateError() : error
      return { kind: 'failure', failure: toTransportFailure(cause, host, config.transport.proxyHost) }
    } finally {
      deadline.done()
    }
  }
}

function lateError(): Error {
  return new DOMException('The answer took too long.', 'TimeoutError')
}
