import { DirectoryError } from '@rollcall/directory'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { SYSTEM, type AppDeps } from '../app-deps.ts'
import { sendFailure, sendNotFound } from '../send-failure.ts'
import { createAuthLimits } from './auth-limits.ts'
import { completeSetup } from './complete-setup.ts'
import { refuseCrossSite } from './cross-site.ts'
import { endSessionByToken } from './end-session.ts'
import { clearSessionCookie, readSessionCookie, setSessionCookie } from './session-cookie.ts'
import { ABSOLUTE_MS } from './session-lifetime.ts'
import { signIn, type SignedIn } from './sign-in.ts'
import { signInToDemo } from './sign-in-to-demo.ts'
import type { Browser } from './start-session.ts'
import { addWalletRoutes } from './wallet-routes.ts'

/** Plain routes, because they set the cookie: sign in, also by wallet, sign out, first setup, and the demo's sign-in. */
export async function authPlugin(app: FastifyInstance, { deps }: { deps: AppDeps }): Promise<void> {
  const limits = createAuthLimits(app)
  const contextOf = (request: FastifyRequest) => deps.contextFor(SYSTEM, request.log)

  app.setErrorHandler(sendFailure)
  app.setNotFoundHandler(sendNotFound)
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    refuseCrossSite(request, deps.publicUrl)
  })

  const welcome = async (request: FastifyRequest, reply: FastifyReply, signedIn: SignedIn) => {
    const previous = readSessionCookie(request, deps.secure)
    if (previous) await endSessionByToken(contextOf(request), previous)
    setSessionCookie(reply, deps.secure, signedIn.token, ABSOLUTE_MS)
    return signedIn.me
  }

  app.post(
    '/sign-in',
    { onRequest: limits.signInByAddress, preHandler: limits.signInByEmail },
    async (request, reply) => {
      const call = { ctx: contextOf(request), input: request.body, browser: browserOf(request) }
      return welcome(request, reply, await signIn(call))
    },
  )
  app.post('/setup', { onRequest: limits.setup }, async (request, reply) => {
    const call = { ctx: contextOf(request), input: request.body, browser: browserOf(request) }
    return welcome(request, reply, await completeSetup(call))
  })
  app.post('/demo', { onRequest: limits.demo }, async (request, reply) => {
    if (!deps.demo)
      throw new DirectoryError('not_found', 'This server is not a demo. Sign in with your own account.')
    const call = { ctx: contextOf(request), input: request.body, browser: browserOf(request) }
    return welcome(request, reply, await signInToDemo(call))
  })
  addWalletRoutes(app, { deps, limits, contextOf, browserOf, welcome })
  app.post('/sign-out', async (request, reply) => {
    const token = readSessionCookie(request, deps.secure)
    if (token) await endSessionByToken(contextOf(request), token)
    clearSessionCookie(reply, deps.secure)
    return { signedOut: true }
  })
}

function browserOf(request: FastifyRequest): Browser {
  return { userAgent: request.headers['user-agent'] ?? null, ip: request.ip }
}
