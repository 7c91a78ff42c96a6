import { DirectoryError, startClaimByLink, startLogin, type Context, type Opener } from '@rollcall/directory'
import { linkToken, type MeView } from '@rollcall/vocabulary'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import type { AppDeps } from '../app-deps.ts'
import type { AuthLimits } from './auth-limits.ts'
import type { SignedIn } from './sign-in.ts'
import { signInWithWallet } from './sign-in-with-wallet.ts'
import type { Browser } from './start-session.ts'
import { giveWalletBrowser, readWalletBrowser } from './wallet-cookie.ts'

export interface WalletRoutes {
  readonly deps: AppDeps
  readonly limits: AuthLimits
  contextOf(request: FastifyRequest): Context
  browserOf(request: FastifyRequest): Browser
  /** Gives the browser its session. */
  welcome(request: FastifyRequest, reply: FastifyReply, signedIn: SignedIn): Promise<MeView>
}

const byToken = z.object({ token: linkToken })

/** Opening a QR gives the browser a secret in a cookie, and collecting what came of it gives the session. */
export function addWalletRoutes(app: FastifyInstance, routes: WalletRoutes): void {
  const { deps, limits, contextOf, browserOf, welcome } = routes
  app.post('/wallet/sign-in', { onRequest: limits.wallet }, async (request, reply) => {
    const opener = giveWalletBrowser(request, reply, deps.secure)
    return startLogin({ ctx: contextOf(request), input: {}, opener })
  })
  app.post('/wallet/link', { onRequest: limits.wallet }, async (request, reply) => {
    const input = byToken.safeParse(request.body)
    if (!input.success) throw unknownLink()
    const opener = giveWalletBrowser(request, reply, deps.secure)
    return startClaimByLink({ ctx: contextOf(request), input: input.data, opener })
  })
  app.post('/wallet/enter', { onRequest: limits.wallet }, async (request, reply) => {
    const opener = openerIn(request, deps.secure)
    const call = { ctx: contextOf(request), input: request.body, opener, browser: browserOf(request) }
    return welcome(request, reply, await signInWithWallet(call))
  })
}

function unknownLink(): DirectoryError {
  return new DirectoryError('not_found', 'This link is not complete. Open it once more from the email.')
}

function openerIn(request: FastifyRequest, secure: boolean): Opener {
  const opener = readWalletBrowser(request, secure)
  if (opener) return opener
  throw new DirectoryError('not_found', 'This QR was opened in another browser. Open a new one here.')
}
