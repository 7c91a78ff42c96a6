import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const COLLECT = new URL('./collect-garbage.mjs', import.meta.url).href
/** A full collection takes tens of milliseconds; nothing tells of its end. */
const COLLECTING_MS = 500

/** The product's server in a process of its own, as `pnpm start` runs it, and able to collect its garbage when told. */
export interface ServerProcess {
  readonly port: number
  stop(): Promise<void>
}

/** Resolves once it listens; `env` is added to that of this process. Throws with its last line when it ends before. */
export async function startServerProcess(
  env: Readonly<Record<string, string>>,
): Promise<ServerProcess & { collectGarbage(): Promise<void> }> {
  const measured = ['--expose-gc', '--import', COLLECT]
  const child = spawn(process.execPath, [...measured, '--enable-source-maps', 'apps/api/dist/main.js'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const port = await new Promise<number>((resolve, reject) => {
    let last = ''
    createInterface({ input: child.stdout }).on('line', (line) => {
      last = line
      const found = portIn(line)
      if (found !== null) resolve(found)
    })
    exited.then(() => reject(new Error(`A server ended before it was ready. ${last}`)), reject)
  })
  return {
    port,
    async collectGarbage() {
      child.kill('SIGUSR2')
      await sleep(COLLECTING_MS)
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** The log is a line of JSON at a time; the one that says the server is ready has its port. */
function portIn(line: string): number | null {
  return /"port":(\d+).*is ready/.exec(line)?.[1] === undefined
    ? null
    : Number(/"port":(\d+)/.exec(line)?.[1])
}
