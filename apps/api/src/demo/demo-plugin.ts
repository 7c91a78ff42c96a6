import { DirectoryError } from '@rollcall/directory'
import type { FastifyInstance } from 'fastify'
import type { AppDeps } from '../app-deps.ts'
import { refuseCrossSite } from '../auth/cross-site.ts'
import { sendFailure } from '../send-failure.ts'

/** What only a demo offers: the sample tenant pushes people to this server. Elsewhere every call answers `not_found`. */
export async function demoPlugin(app: FastifyInstance, { deps }: { deps: AppDeps }): Promise<void> {
  const provisioning = () => {
    if (deps.demoProvisioning) return deps.demoProvisioning
    throw new DirectoryError('not_found', 'Only a demo has a sample tenant that pushes people.')
  }
  app.setErrorHandler(sendFailure)
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    refuseCrossSite(request, deps.publicUrl)
  })
  app.post('/provisioning', (request) => provisioning().start(request.body))
  app.post('/provisioning/cycle', (request) => provisioning().cycle(request.body ?? undefined))
}
