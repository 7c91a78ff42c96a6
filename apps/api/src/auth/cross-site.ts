import { DirectoryError } from '@rollcall/directory'
import type { FastifyRequest } from 'fastify'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what another site made the browser send with the session cookie: by the browser's own word
 * (Sec-Fetch-Site, Origin), and for anything that changes state by a header that no cross-site form can set.
 */
export function refuseCrossSite(request: FastifyRequest, publicUrl: string): void {
  const { headers } = request
  const site = headers['sec-fetch-site']
  const foreign = site === 'cross-site' || site === 'same-site'
  const unmarked = !READING.has(request.method) && headers['x-csrf'] !== '1'
  if (!foreign && !unmarked && isOwnOrigin(headers.origin, request.host, publicUrl)) return
  throw new DirectoryError(
    'cross_site',
    'This request did not come from the console of this server, so it was refused. Programs use /api with an API key.',
  )
}

function isOwnOrigin(origin: string | undefined, host: string, publicUrl: string): boolean {
  if (origin === undefined || origin === publicUrl) return true
  return URL.canParse(origin) && new URL(origin).host === host
}
