import type { Secret } from '@rollcall/db'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Over https the name itself promises that the cookie is Secure, of this host and of the whole site. */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-rollcall_session' : 'rollcall_session'
}

/** Out of reach of scripts, and not sent with requests that other sites start. */
function cookieOptions(secure: boolean) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
}

export function setSessionCookie(
  reply: FastifyReply,
  secure: boolean,
  token: Secret,
  maxAgeMs: number,
): void {
  const maxAge = Math.floor(maxAgeMs / 1000)
  void reply.setCookie(sessionCookieName(secure), token.reveal(), { ...cookieOptions(secure), maxAge })
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  void reply.clearCookie(sessionCookieName(secure), cookieOptions(secure))
}

export function readSessionCookie(request: FastifyRequest, secure: boolean): string | null {
  return request.cookies[sessionCookieName(secure)] ?? null
}
