import { readEnv } from './env.ts'
import { exitWithSentence } from './exit-with-sentence.ts'
import { createLogger } from './logger.ts'
import { startServer } from './server.ts'
import { closeOnSignal } from './signals.ts'

await main().catch((error: unknown) => exitWithSentence(error))

async function main(): Promise<void> {
  const env = readEnv()
  const logger = createLogger(env.LOG_LEVEL)
  const server = await startServer({ env, logger })
  closeOnSignal(() => server.close(), logger)
  logger.info({ port: server.port, role: env.PROCESS_ROLE }, `Rollcall is ready at ${env.PUBLIC_URL}`)
}
