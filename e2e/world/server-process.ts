import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const ENTRY = fileURLToPath(new URL('../../apps/api/dist/main.js', import.meta.url))
const START_MS = 90_000
const STOP_MS = 20_000

/** The built server as a process of its own, on a port that stays the same over restarts. */
export class ServerProcess {
  readonly url: string
  /** Everything it has printed, over all its starts. */
  output = ''
  #child: ChildProcess | null = null
  readonly #env: Record<string, string>

  constructor(port: number, env: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`
    this.#env = { ...env, HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: this.url }
  }

  /** Resolves when the server answers. Throws with what it printed when it ends instead. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--enable-source-maps', ENTRY], {
      env: { PATH: process.env['PATH'] ?? '', ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text))
    }
    const until = Date.now() + START_MS
    while (!(await this.#isReady())) {
      if (child.exitCode !== null || Date.now() > until)
        throw new Error(`The server did not start. It printed:\n${this.output.slice(-4000)}`)
      await sleep(50)
    }
  }

  /** Ends the process as a crash or a power cut would. */
  kill9(): Promise<void> {
    return this.#end('SIGKILL')
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    this.#child = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill(signal)
    const impatient = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await ended
    clearTimeout(impatient)
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/readyz`)).ok
    } catch {
      return false
    }
  }
}

/** A port that nothing listens on now. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
