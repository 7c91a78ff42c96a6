import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** A request, read whole. `query` is the raw text behind the question mark. */
export type HttpCall = {
  method: string
  path: string
  query: string
  /** `https://host:port` as the client addressed it; links in answers start with it. */
  origin: string
  headers: IncomingHttpHeaders
  body: string
}

export type HttpReply = { status: number; headers: Record<string, string>; body: string | Buffer }

/** One value of a header, the first when it came several times. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name.toLowerCase()]
  return Array.isArray(value) ? value[0] : value
}

export function jsonReply(status: number, body: unknown, headers: Record<string, string> = {}): HttpReply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  }
}

export function htmlReply(status: number, title: string): HttpReply {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h2>${title}</h2></body></html>`
  return { status, headers: { 'content-type': 'text/html' }, body }
}

const LARGEST_BODY = 8 * 1024 * 1024

export async function readCall(request: IncomingMessage, fallbackOrigin: string): Promise<HttpCall> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue
    size += chunk.length
    if (size <= LARGEST_BODY) chunks.push(chunk)
  }
  const target = request.url ?? '/'
  const mark = target.indexOf('?')
  const host = request.headers.host
  return {
    method: request.method ?? 'GET',
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? '' : target.slice(mark + 1),
    origin: host === undefined ? fallbackOrigin : `https://${host}`,
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

/** Decodes `a=1&b=2` the way forms and query strings do; later values win. */
export function parseForm(text: string): Map<string, string> {
  return new Map(new URLSearchParams(text))
}
