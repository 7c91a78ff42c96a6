import { newToken, Secret } from '@rollcall/db'
import type { Opener } from '@rollcall/directory'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A secret of its own: whoever sees a QR does not know it, so cannot collect what comes of the QR. */
function walletCookieName(secure: boolean): string {
  return secure ? '__Host-rollcall_wallet' : 'rollcall_wallet'
}

/** Longer than any QR lasts. */
const MAX_AGE_SECONDS = 30 * 60

export function readWalletBrowser(request: FastifyRequest, secure: boolean): Opener | null {
  const text = request.cookies[walletCookieName(secure)]
  return text ? { kind: 'browser', secret: new Secret(text) } : null
}

/** A new secret for this browser, sent with the answer. */
export function giveWalletBrowser(reply: FastifyReply, secure: boolean): Opener {
  const secret = newToken('rw')
  void reply.setCookie(walletCookieName(secure), secret.reveal(), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: MAX_AGE_SECONDS,
  })
  return { kind: 'browser', secret }
}
