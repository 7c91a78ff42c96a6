import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startEngineWorker, type EngineWorker } from './engine-worker.ts'
import { lockFolder } from './folder-lock.ts'
import { checkMarker, putAsideHalfMade, writeMarker } from './folder-marker.ts'

export interface LogLine {
  level: 'info' | 'warn'
  msg: string
}

export interface Embedded {
  connectionString: string
  close(): Promise<void>
}

/**
 * Opens the database in `dataDir`, making the folder when it is new. Throws DatabaseError when another process
 * holds the folder or another engine wrote it.
 */
export async function startEmbedded(options: {
  dataDir: string
  workerUrl?: URL
  onLog: (line: LogLine) => void
}): Promise<Embedded> {
  const { dataDir, onLog } = options
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  let engine: EngineWorker | undefined
  const release = await lockFolder(dataDir, {
    onWait: () =>
      onLog({ level: 'info', msg: `Waiting for ${dataDir}, which a stopped server may have left locked.` }),
    onLost(reason) {
      engine?.abort()
      onLog({ level: 'warn', msg: `Lost the lock on ${dataDir}, so the database was stopped: ${reason}` })
    },
  })
  try {
    await checkMarker(dataDir)
    const databaseDir = join(dataDir, 'database')
    const aside = await putAsideHalfMade(dataDir, databaseDir, new Date())
    if (aside)
      onLog({ level: 'warn', msg: `The first start was interrupted; what it left is now in ${aside}.` })
    engine = await startEngineWorker({
      dataDir: databaseDir,
      ...(options.workerUrl && { workerUrl: options.workerUrl }),
      onCrash: (reason) => onLog({ level: 'warn', msg: `The embedded database stopped: ${reason}` }),
    })
    await writeMarker(dataDir)
    const opened = engine
    return {
      connectionString: embeddedUrl(opened.port),
      async close() {
        try {
          await opened.close()
        } finally {
          await release()
        }
      },
    }
  } catch (error) {
    await engine?.close()
    await release()
    throw error
  }
}

/** The socket listens on loopback only and asks for no password; the name in the URL is a formality. */
export function embeddedUrl(port: number): string {
  return `postgresql://postgres:postgres@127.0.0.1:${port}/postgres?sslmode=disable`
}
