import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findFreePort } from './server-process.ts'
import { runFolder } from './stores.ts'

const ENTRY = fileURLToPath(new URL('../../apps/api/dist/demo.js', import.meta.url))
const START_MS = 90_000

/** The built demo in a folder of its own: server, sample tenant, mail catcher. */
export class DemoProcess {
  readonly url: string
  readonly #child: ChildProcess
  readonly #folder: string

  private constructor(url: string, child: ChildProcess, folder: string) {
    this.url = url
    this.#child = child
    this.#folder = folder
  }

  static async start(): Promise<DemoProcess> {
    const folder = await mkdtemp(join(runFolder(), 'demo-'))
    const port = await findFreePort()
    const url = `http://127.0.0.1:${port}`
    const env = {
      DATA_DIR: folder,
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: url,
      LOG_LEVEL: 'warn',
    }
    const child = spawn(process.execPath, [ENTRY], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: 'ignore',
    })
    const demo = new DemoProcess(url, child, folder)
    await demo.#ready()
    return demo
  }

  async stop(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()))
    if (this.#child.exitCode === null && this.#child.kill('SIGTERM')) await ended
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #ready(): Promise<void> {
    const until = Date.now() + START_MS
    while (!(await this.#answers())) {
      if (this.#child.exitCode !== null || Date.now() > until) throw new Error('The demo did not start.')
      await sleep(100)
    }
  }

  async #answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/readyz`)).ok
    } catch {
      return false
    }
  }
}
