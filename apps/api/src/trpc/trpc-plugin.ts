import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { SYSTEM, type AppDeps } from '../app-deps.ts'
import { refuseCrossSite } from '../auth/cross-site.ts'
import { findSession } from '../auth/find-session.ts'
import { openerOf } from '../auth/opener-of.ts'
import { readSessionCookie } from '../auth/session-cookie.ts'
import { readWalletBrowser } from '../auth/wallet-cookie.ts'
import { HTTP_STATUS } from '../failures.ts'
import { failureOfRequest } from '../send-failure.ts'
import { toTrpcData } from './error-shape.ts'
import type { RequestContext } from './request-context.ts'
import { appRouter, type AppRouter } from './router.ts'

/** What JSON-RPC calls an error before any procedure was reached. */
const JSONRPC_INVALID_REQUEST = -32_600

/** The console's calls. Signed in by cookie alone; API keys are for /api. */
export async function trpcPlugin(app: FastifyInstance, { deps }: { deps: AppDeps }): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    refuseCrossSite(request, deps.publicUrl)
  })

  app.setErrorHandler((error: Error, request, reply) => {
    const failure = failureOfRequest(error, request)
    const httpStatus = HTTP_STATUS[failure.code]
    const data = { ...failure, issues: undefined, requestId: request.id, httpStatus }
    return reply.status(httpStatus).send({
      error: { message: failure.message, code: JSONRPC_INVALID_REQUEST, data },
    })
  })

  const trpcOptions: FastifyTRPCPluginOptions<AppRouter>['trpcOptions'] = {
    router: appRouter,
    createContext: ({ req }) => createRequestContext(deps, req),
    onError({ error, req, path }) {
      const { code } = toTrpcData(error, req.id)
      if (code === 'internal')
        req.log.error({ err: error, path }, 'A call of the console failed unexpectedly.')
    },
  }
  await app.register(fastifyTRPCPlugin, { trpcOptions })
}

async function createRequestContext(deps: AppDeps, request: FastifyRequest): Promise<RequestContext> {
  const token = readSessionCookie(request, deps.secure)
  const caller = token === null ? null : await findSession(deps.db, token, deps.now())
  const principal = caller ?? { actor: SYSTEM.actor, role: 'member' as const }
  return {
    deps,
    caller,
    opener: openerOf(caller),
    browser: readWalletBrowser(request, deps.secure),
    requestId: request.id,
    verb: deps.contextFor(principal, request.log),
  }
}
