import { toErrorBody } from '@rollcall/scim'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AppDeps } from '../app-deps.ts'
import { answerExchange, enter, openExchange, type Door, type Exchange } from './exchange.ts'
import { INBOUND_PREFIX, TOKEN_PREFIX } from './read-address.ts'
import type { ScimAnswer } from './scim-request.ts'
import { toLogEntry } from './to-log-entry.ts'
import { toRefusal } from './to-refusal.ts'

const BODY_LIMIT = 1024 * 1024
/** RFC 7644 section 8.1. */
const MEDIA_TYPE = 'application/scim+json; charset=utf-8'
const EXCHANGE = 'scimExchange'

/** SCIM 2.0 as its service provider: at a base URL for each connection, and at one where the token names the connection. */
export async function scimPlugin(app: FastifyInstance, { deps }: { deps: AppDeps }): Promise<void> {
  await app.register(surface, { prefix: INBOUND_PREFIX, deps })
  await app.register(surface, { prefix: TOKEN_PREFIX, deps })
  deps.scim.answerSelfTestsWith((request) => app.inject(request))
}

async function surface(
  app: FastifyInstance,
  { deps, prefix }: { deps: AppDeps; prefix: string },
): Promise<void> {
  const door = doorOf(deps)
  const headers = headersOf(deps)
  readBodies(app)
  // Lines about a request carry its id themselves, so that the many requests nobody writes about need no logger.
  app.setChildLoggerFactory((logger) => logger)
  app.decorateRequest(EXCHANGE, null)

  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(headers)
    const exchange = toExchange(request, prefix)
    request.setDecorator(EXCHANGE, exchange)
    await enter(exchange, door)
  })
  app.addHook('onResponse', (request, reply, done) => {
    const exchange = exchangeOf(request)
    if (exchange) remember(exchange, reply, deps)
    done()
  })
  app.setErrorHandler((error, request, reply) => refuse(error, request, reply, exchangeOf(request)))

  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const exchange = exchangeOf(request) ?? toExchange(request, prefix)
    const text = typeof request.body === 'string' ? request.body : ''
    return send(reply, await answerExchange(exchange, door, text))
  }
  // Methods that HTTP knows and nothing here offers come in as not found, and are answered like the others.
  app.setNotFoundHandler(answer)
  for (const url of ['/', '/*']) app.all(url, { exposeHeadRoute: false }, answer)
}

function exchangeOf(request: FastifyRequest): Exchange | null {
  return request.getDecorator<Exchange | null>(EXCHANGE)
}

/** Answers are data for programs: nothing in them may be taken for a page or a script. */
function headersOf({ secure }: AppDeps): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    ...(secure && { 'strict-transport-security': 'max-age=31536000' }),
  }
}

function doorOf({ scim: { check, limits }, now, publicUrl }: AppDeps): Door {
  return { check, limits, now, publicUrl }
}

/** Bodies stay text until whoever answers asks for them, so that one that is not JSON is answered like any other mistake. */
function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    ['application/scim+json', 'application/json'],
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    (_request, body, done) => done(null, body),
  )
}

function toExchange(request: FastifyRequest, prefix: string): Exchange {
  const { headers } = request
  return openExchange({
    id: request.id,
    method: request.method,
    url: request.originalUrl,
    prefix,
    authorization: headers.authorization,
    ip: () => request.ip,
    userAgent: headers['user-agent'] ?? null,
    ifMatch: headers['if-match'] ?? null,
    ifNoneMatch: headers['if-none-match'] ?? null,
  })
}

function send(reply: FastifyReply, { status, body, etag, location }: ScimAnswer): FastifyReply {
  void reply.code(status).header('cache-control', 'private, no-cache')
  if (etag !== null) void reply.header('etag', etag)
  if (location !== null) void reply.header('location', location)
  return body === null ? reply.send() : reply.header('content-type', MEDIA_TYPE).send(JSON.stringify(body))
}

function refuse(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  exchange: Exchange | null,
): FastifyReply {
  const refusal = toRefusal(thrown)
  if (exchange) exchange.refusal = refusal
  const { error, retryAfter, allow, unexpected } = refusal
  if (unexpected)
    request.log.error({ requestId: request.id, err: thrown }, 'A SCIM request failed unexpectedly.')
  void reply.code(error.status).header('cache-control', 'no-store')
  if (error.status === 401) void reply.header('www-authenticate', 'Bearer')
  if (retryAfter !== null) void reply.header('retry-after', String(retryAfter))
  if (allow !== null) void reply.header('allow', allow)
  return reply.header('content-type', MEDIA_TYPE).send(JSON.stringify(toErrorBody(error)))
}

/** After the answer was sent: nothing here can fail or slow it. */
function remember(exchange: Exchange, reply: FastifyReply, { scim, metrics, now }: AppDeps): void {
  const at = now()
  const entry = toLogEntry(exchange, { at, status: reply.statusCode, durationMs: reply.elapsedTime })
  metrics.scim.done(entry.resource, entry.outcome)
  if (entry.row === null) return
  const noisy = exchange.limited || exchange.verdict?.kind !== 'live'
  if (noisy && scim.limits.noise.take(entry.row.connectionId, at.getTime()) > 0) return
  scim.log.add({ row: entry.row, event: entry.event, seen: entry.seen })
}
