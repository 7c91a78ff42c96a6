import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { ServerProcess } from './server-process.ts'

const BARE = fileURLToPath(new URL('./bare-process.ts', import.meta.url))
const STATEMENTS = fileURLToPath(new URL('./statements-process.ts', import.meta.url))

/** The routes that do one statement each, in a process of their own on the same database. */
export async function startBareServer(databaseUrl: string): Promise<ServerProcess> {
  return start(BARE, { DATABASE_URL: databaseUrl })
}

/** The same for routes that do the statements of the service provider. */
export async function startStatementsServer(
  databaseUrl: string,
  connectionId: string,
): Promise<ServerProcess> {
  return start(STATEMENTS, { DATABASE_URL: databaseUrl, CONNECTION_ID: connectionId })
}

async function start(program: string, env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(Number(line)))
    exited.then(() => reject(new Error('The bare server ended before it was ready.')), reject)
  })
  return {
    port,
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}
