import { DirectoryError } from '@rollcall/directory'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { AppDeps } from '../app-deps.ts'
import { authorize } from '../auth/authorize.ts'
import type { Caller } from '../auth/caller.ts'
import { findApiKey } from '../auth/find-api-key.ts'
import { sendFailure, sendNotFound } from '../send-failure.ts'
import { docsPlugin } from './docs-plugin.ts'
import type { RestRoute } from './route.ts'
import { REST_ROUTES } from './routes.ts'

/** For programs: JSON, API keys as bearer tokens, and no cookies, so nothing here can be forged from another site. */
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
    // Before the body is read: who may not ask is not listened to.
    onRequest: async (request) => {
      const caller = await callerOf(request, deps)
      authorize(route.access, caller)
      if (caller) callers.set(request, caller)
    },
    handler: async (request, reply) => {
      const caller = callers.get(request)
      if (!caller) throw notSignedIn()
      const ctx = deps.contextFor(caller, request.log)
      const raw = { params: request.params, query: withoutEmpty(request.query), body: request.body }
      const answer = await route.answer(ctx, caller, raw)
      void reply.status(route.status)
      return route.status === 204 ? reply.send() : answer
    },
  })
}

async function callerOf(request: FastifyRequest, deps: AppDeps): Promise<Caller | null> {
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
