import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { DatabaseError } from '../database-error.ts'

export interface EngineWorker {
  port: number
  /** Writes the whole database to a tar file, which another engine can start from. */
  dump(file: string): Promise<void>
  /** Ends the thread at once, without closing the database. */
  abort(): void
  close(): Promise<void>
}

interface EngineSource {
  /** Folder of the database; in memory when absent. */
  dataDir?: string
  /** A dump to start from; in memory only. */
  snapshotFile?: string
  workerUrl?: URL
  /** The thread ended although nobody closed it. */
  onCrash: (reason: string) => void
}

type WorkerMessage = { kind: 'listening'; port: number } | { kind: 'dumped' } | { kind: 'closed' }

/** Starts PGlite on a thread and resolves once it listens on 127.0.0.1. */
export async function startEngineWorker(source: EngineSource): Promise<EngineWorker> {
  const { dataDir, snapshotFile, onCrash } = source
  const worker = new Worker(source.workerUrl ?? new URL('./worker.mjs', import.meta.url), {
    workerData: { dataDir, snapshotFile },
    execArgv: [],
  })
  const { port } = await answer(worker, 'listening').catch((error: unknown) => {
    throw new DatabaseError(`The embedded database could not be opened: ${describe(error)}`, { cause: error })
  })
  let state: 'running' | 'closing' | 'ended' = 'running'
  let reason = 'its thread ended'
  worker.on('error', (error) => {
    reason = describe(error)
  })
  worker.on('exit', () => {
    if (state === 'running') onCrash(reason)
    state = 'ended'
  })
  return {
    port,
    async dump(file) {
      worker.postMessage({ kind: 'dump', file })
      await answer(worker, 'dumped')
    },
    abort() {
      void worker.terminate()
    },
    async close() {
      if (state !== 'running') return
      state = 'closing'
      worker.postMessage({ kind: 'close' })
      await answer(worker, 'closed')
      await worker.terminate()
    },
  }
}

/** The thread's next message; rejects when it fails or ends instead. */
async function answer<Kind extends WorkerMessage['kind']>(worker: Worker, kind: Kind) {
  const settled = new AbortController()
  const { signal } = settled
  try {
    const ended = once(worker, 'exit', { signal }).then(() => ['the thread ended'])
    const [message]: unknown[] = await Promise.race([once(worker, 'message', { signal }), ended])
    if (isMessage(message, kind)) return message
    throw new DatabaseError(`The embedded database did not answer "${kind}" but ${JSON.stringify(message)}.`)
  } finally {
    settled.abort()
  }
}

function isMessage<Kind extends WorkerMessage['kind']>(
  message: unknown,
  kind: Kind,
): message is Extract<WorkerMessage, { kind: Kind }> {
  return typeof message === 'object' && message !== null && 'kind' in message && message.kind === kind
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
