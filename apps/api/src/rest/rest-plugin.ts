import { DirectoryError } from '@rollcall/directory'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import type { AppDeps } from '../app-deps.ts'
import { authorize } from '../auth/authorize.ts'
import type { Caller } from '../auth/caller.ts'
import { refuseCrossSite } from '../auth/cross-site.ts'
import { findApiKey } from '../auth/find-api-key.ts'
import { findSession } from '../auth/find-session.ts'
import { readSessionCookie } from '../auth/session-cookie.ts'
import { sendFailure, sendNotFound } from '../send-failure.ts'
import { docsPlugin } from './docs-plugin.ts'
import type { Download, RestRoute } from './route.ts'
import { REST_ROUTES } from './routes.ts'

/**
 * For programs: JSON and API keys as bearer tokens, so that nothing here can be forged from another site. Files alone may
 * also be fetched by the console with its cookie: reading them changes nothing, and other sites are refused.
 */
export async function restPlugin(app: FastifyInstance, { deps }: { deps: AppDeps }): Promise<void> {
  app.setErrorHandler((error: Error, request, reply) => {
    if (error instanceof DirectoryError && error.code === 'unauthenticated') {
      void reply.header('www-authenticate', 'Bearer realm="Rollcall"')
    }
    return sendFailure(error, request, reply)
  })
  app.setNotFoundHandler(sendNotFound)
  acceptEmptyJson(app)
  app.addHook('onRequest', async (_request, reply) => {
    void reply.header('cache-control', 'no-store')
  })

  await app.register(docsPlugin, { deps })
  for (const route of REST_ROUTES) addRoute(app, route, deps)
}

function addRoute(app: FastifyInstance, route: RestRoute, deps: AppDeps): void {
  const url = route.path.replace(/^\/api/, '').replace(/\{(\w+)\}/g, ':$1')
  const callers = new WeakMap<FastifyRequest, Caller>()
  app.route({
    method: route.method,
    url,
    // Asking only for the head of a file would read all of it.
    ...(route.file !== null && { exposeHeadRoute: false }),
    // Before the body is read: who may not ask is not listened to.
    onRequest: async (request) => {
      const caller = await callerOf(request, route, deps)
      authorize(route.access, caller)
      if (caller) callers.set(request, caller)
    },
    handler: async (request, reply) => {
      const caller = callers.get(request)
      if (!caller) throw notSignedIn()
      const ctx = deps.contextFor(caller, request.log)
      const raw = { params: request.params, query: withoutEmpty(request.query), body: request.body }
      const answer = await route.answer({ ctx, caller, deps }, raw)
      void reply.status(route.status)
      if (route.file !== null) return sendFile(reply, route.file, toDownload(answer))
      return route.status === 204 ? reply.send() : answer
    },
  })
}

function sendFile(reply: FastifyReply, type: string, { fileName, pieces }: Download): FastifyReply {
  void reply.header('content-disposition', `attachment; filename="${fileName}"`)
  return reply.type(type).send(Readable.from(pieces))
}

/** What a route with a media type of its own answers, by the contract of `RestRoute`. */
function toDownload(answer: unknown): Download {
  return answer as Download
}

async function callerOf(request: FastifyRequest, route: RestRoute, deps: AppDeps): Promise<Caller | null> {
  if (route.file !== null && request.headers.authorization === undefined) {
    refuseCrossSite(request, deps.publicUrl)
    const session = readSessionCookie(request, deps.secure)
    const caller = session === null ? null : await findSession(deps.db, session, deps.now())
    if (caller) return caller
  }
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined) throw notSignedIn()
  const caller = await findApiKey(deps.db, token, deps.now())
  if (!caller) {
    throw new DirectoryError(
      'unauthenticated',
      'This API key is not valid: it may have expired or been deleted, or the person it belongs to was disabled.',
    )
  }
  return caller
}

function notSignedIn(): DirectoryError {
  return new DirectoryError(
    'unauthenticated',
    'Send an API key in the header "Authorization: Bearer <key>". Owners make keys in the console under API keys.',
  )
}

/** `?status=&search=x` means the same as `?search=x`. */
function withoutEmpty(query: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query ?? {}).filter(([, value]) => value !== ''))
}

/** A POST that needs no body may still say it is JSON. */
function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body)
    if (text.trim() === '') done(null, undefined)
    else void parse(request, text, done)
  })
}
