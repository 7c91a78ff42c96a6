import fastifyCookie from '@fastify/cookie'
import fastifyHelmet from '@fastify/helmet'
import fastifyRateLimit from '@fastify/rate-limit'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import type { IncomingMessage } from 'node:http'
import type { AppDeps } from './app-deps.ts'
import { authPlugin } from './auth/auth-plugin.ts'
import { demoPlugin } from './demo/demo-plugin.ts'
import { newId } from './new-id.ts'
import { restPlugin } from './rest/rest-plugin.ts'
import { scimPrefixOf, toRoutable } from './scim/read-address.ts'
import { scimPlugin } from './scim/scim-plugin.ts'
import { sendFailure } from './send-failure.ts'
import { trpcPlugin } from './trpc/trpc-plugin.ts'
import { walletPlugin } from './wallet/wallet-plugin.ts'
import { consolePlugin } from './web/console-plugin.ts'
import { healthPlugin } from './web/health.ts'
import { securityHeaders } from './web/security-headers.ts'

const BODY_LIMIT = 1024 * 1024
/** Proxies on the same machine or private network may say who the client is; nobody else may. */
const TRUSTED_PROXIES = ['loopback', 'linklocal', 'uniquelocal']

/** Levels at which requests are told of that nobody has to look at. */
const DETAILED: ReadonlySet<string> = new Set(['trace', 'debug'])

export interface AppOptions {
  readonly deps: AppDeps
  readonly logger: FastifyBaseLogger
  readonly consoleDir: URL
  /** `health` leaves out everything that people and programs use, for a process that only works on jobs. */
  readonly surfaces: 'all' | 'health'
}

/** One server with every surface as its own plugin: own parsers, own error shape. It does not listen yet. */
export async function buildApp({ deps, logger, consoleDir, surfaces }: AppOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    bodyLimit: BODY_LIMIT,
    trustProxy: TRUSTED_PROXIES,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 5000 },
    rewriteUrl: ({ url = '/' }) => toRoutable(url),
    frameworkErrors: (error, request, reply) => void sendFailure(error, request, reply),
  })
  app.setErrorHandler(sendFailure)
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown'
    deps.metrics.httpDone(
      { method: request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
    logRequest(app.log, request, route, reply)
    done()
  })
  if (surfaces === 'health') {
    await healthSurface(app, deps)
    return app
  }
  await app.register(scimPlugin, { deps })
  await app.register(browserSurfaces, { deps, consoleDir })
  return app
}

async function healthSurface(app: FastifyInstance, deps: AppDeps): Promise<void> {
  await app.register(fastifyHelmet, securityHeaders(deps.secure))
  await app.register(healthPlugin, { deps })
}

/**
 * What browsers reach, with the headers and cookies that they need. In a context of its own, because hooks of a context run
 * for everything inside it: a program that provisions needs none of these.
 */
async function browserSurfaces(
  app: FastifyInstance,
  { deps, consoleDir }: Pick<AppOptions, 'deps' | 'consoleDir'>,
): Promise<void> {
  await healthSurface(app, deps)
  await app.register(fastifyCookie)
  await app.register(fastifyRateLimit, { global: false, cache: 20_000 })
  await app.register(trpcPlugin, { prefix: '/trpc', deps })
  await app.register(authPlugin, { prefix: '/auth', deps })
  await app.register(restPlugin, { prefix: '/api', deps })
  await app.register(walletPlugin, { deps })
  await app.register(demoPlugin, { prefix: '/demo', deps })
  await app.register(consolePlugin, { dir: consoleDir })
}

/**
 * A proxy's request id is kept when it is plain, so that its log and ours can be read together. Requests of SCIM clients
 * are rows under their id, which nobody else chooses.
 */
function requestIdOf(request: IncomingMessage): string {
  if (scimPrefixOf(request.url ?? '') !== null) return newId()
  const given = request.headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : newId()
}

/** `log` is the server's: a surface may do without a logger for each request. */
function logRequest(
  log: FastifyBaseLogger,
  request: FastifyRequest,
  route: string,
  { statusCode: status, elapsedTime }: FastifyReply,
): void {
  const quiet = status < 400 && !/^\/(api(?!\/scim\/)|auth)\//.test(route)
  if (quiet && !DETAILED.has(log.level)) return
  const { id: requestId, method, ip } = request
  const line = { requestId, method, route, status, ms: Math.round(elapsedTime), ip }
  log[quiet ? 'debug' : 'info'](line, 'request')
}
