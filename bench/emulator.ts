import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { EmulatorOrder, EmulatorReady, EmulatorRequest } from './emulator-process.ts'

const PROGRAM = fileURLToPath(new URL('emulator-process.ts', import.meta.url))

/** An emulator in a process of its own. */
export interface RunningEmulator extends EmulatorReady {
  changePeople(count: number): Promise<void>
  /** Paths asked of Graph while `work` ran; signing in is not among them. */
  requestsDuring(work: () => Promise<unknown>): Promise<string[]>
  close(): Promise<void>
}

export async function startEmulatorProcess(order: EmulatorOrder): Promise<RunningEmulator> {
  const child = fork(PROGRAM, [JSON.stringify(order)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const exited = once(child, 'exit')
  const next = async <T>(): Promise<T> => {
    const gone = exited.then(() => Promise.reject(new Error('The emulator has ended unexpectedly.')))
    const [message] = await Promise.race([once(child, 'message'), gone])
    return message as T
  }
  const ask = async (request: EmulatorRequest): Promise<readonly string[]> => {
    child.send(request)
    return next<readonly string[]>()
  }
  exited.catch(() => undefined)
  return {
    ...(await next<EmulatorReady>()),
    async changePeople(count) {
      await ask({ kind: 'change', count })
    },
    async requestsDuring(work) {
      await ask({ kind: 'forget' })
      await work()
      return (await ask({ kind: 'requests' })).filter((path) => path.startsWith('/v1.0/'))
    },
    async close() {
      if (child.connected) child.disconnect()
      await exited
    },
  }
}
