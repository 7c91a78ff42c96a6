import type { FastifyInstance } from 'fastify'

/** Listens on a free port and says it as the only line; on SIGTERM closes the server and then what it used. */
export async function serve(app: FastifyInstance, close: () => Promise<void>): Promise<void> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  process.stdout.write(`${typeof address === 'object' && address ? address.port : ''}\n`)
  process.once('SIGTERM', () => {
    void app
      .close()
      .then(close)
      .then(() => process.exit(0))
  })
}
