import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sendNotFound } from '../send-failure.ts'

/** Addresses that are never a page of the console. */
const NOT_PAGES = /^\/(api|trpc|auth|scim|wallet|peerjs|healthz|readyz|metrics|assets)(\/|$)/
const NOT_BUILT = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Rollcall: the console is not built</title></head>
<body>
<h1>The console is not built</h1>
<p>The server runs, but the files of its console are missing. Run <code>pnpm build</code> and restart, or use <code>pnpm start</code>, which does both. The API at <a href="/api/docs">/api/docs</a> works meanwhile.</p>
</body>
</html>
`

/** Serves the built console. Every other address a browser opens is a page of it, so it gets the same document. */
export async function consolePlugin(app: FastifyInstance, { dir }: { dir: URL }): Promise<void> {
  const built = existsSync(new URL('index.html', dir))
  if (built) {
    await app.register(fastifyStatic, {
      root: fileURLToPath(dir),
      wildcard: true,
      cacheControl: false,
      setHeaders: (reply, path) => void reply.header('cache-control', cachingOf(path)),
    })
  }
  app.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) return sendNotFound(request, reply)
    if (built) return sendDocument(reply)
    return reply.status(503).type('text/html; charset=utf-8').send(NOT_BUILT)
  })
}

/** File names under assets/ carry a hash of their content; everything else may change at the same address. */
function cachingOf(path: string): string {
  return /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'
}

function isPage(request: FastifyRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  return !NOT_PAGES.test(request.url.split('?', 1)[0] ?? '')
}

function sendDocument(reply: FastifyReply): FastifyReply {
  return reply.type('text/html; charset=utf-8').sendFile('index.html')
}
