import type { FastifyInstance } from 'fastify'
import type { AppDeps } from '../app-deps.ts'

/** For load balancers and monitoring: alive, ready (the database answers), and Prometheus metrics. */
export async function healthPlugin(app: FastifyInstance, { deps }: { deps: AppDeps }): Promise<void> {
  app.get('/healthz', async () => ({ status: 'ok' }))

  app.get('/readyz', async (request, reply) => {
    try {
      await deps.db.ping()
      return { status: 'ready' }
    } catch (error) {
      request.log.warn({ err: error }, 'The database does not answer.')
      return reply.status(503).send({ status: 'unavailable', message: 'The database does not answer.' })
    }
  })

  app.get('/metrics', async (_request, reply) => {
    return reply.type(deps.metrics.contentType).send(await deps.metrics.text())
  })
}
