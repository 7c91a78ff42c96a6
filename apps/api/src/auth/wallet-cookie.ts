import { newToken, Secret } from '@rollcall/db'
import type { Opener } from '@rollcall/directory'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A secret of its own: whoever sees a QR does not know it, so cannot collect what comes of the QR. */
function walletCookieName(secure: boolean): string {
  return secure ? '__Host-rollcall_wallet' : 'rollcall_wallet'
}

/** Longer than any QR lasts. */
const MAX_AGE_SECONDS = 30 * 60
/** What `newToken` makes. */
const GIVEN = /^rw_[\w-]{43}$/

type Browser = Extract<Opener, { kind: 'browser' }>

export function readWalletBrowser(request: FastifyRequest, secure: boolean): Browser | null {
  const text = request.cookies[walletCookieName(secure)]
  return text !== undefined && GIVEN.test(text) ? { kind: 'browser', secret: new Secret(text) } : null
}

/** The secret of this browser, a new one if it has none; sent with the answer, so that it outlasts the QR. */
export function giveWalletBrowser(request: FastifyRequest, reply: FastifyReply, secure: boolean): Browser {
  const browser = readWalletBrowser(request, secure) ?? { kind: 'browser', secret: newToken('rw') }
  void reply.setCookie(walletCookieName(secure), browser.secret.reveal(), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: MAX_AGE_SECONDS,
  })
  return browser
}
