import { isObject } from './is-object.ts'

/** Sends a request through the whole server, without a network. */
export type Play = (request: {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers: Record<string, string>
  readonly payload?: string
}) => Promise<{
  readonly statusCode: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}>

export interface Played {
  readonly status: number
  readonly type: string
  readonly headers: Readonly<Record<string, unknown>>
  /** Empty when there was no JSON object. */
  readonly json: Readonly<Record<string, unknown>>
  readonly text: string
}

/** A client of one connection. Paths begin behind its base URL. */
export interface Player {
  send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    more?: { readonly body?: unknown; readonly rawBody?: string; readonly headers?: Record<string, string> },
  ): Promise<Played>
  /** A text that occurs nowhere else in this test. */
  unique(): string
}

export function createPlayer(play: Play, base: string, token: string): Player {
  let count = 0
  return {
    async send(method, path, { body, rawBody, headers } = {}) {
      const payload = rawBody ?? (body === undefined ? undefined : JSON.stringify(body))
      const answer = await play({
        method,
        url: `${base}${path}`,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/scim+json',
          ...(payload === undefined ? {} : { 'content-type': 'application/scim+json' }),
          ...headers,
        },
        ...(payload !== undefined && { payload }),
      })
      const type = answer.headers['content-type']
      return {
        status: answer.statusCode,
        type: typeof type === 'string' ? type : '',
        headers: answer.headers,
        json: parse(answer.body),
        text: answer.body,
      }
    },
    unique: () => `probe${(count += 1)}`,
  }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}
