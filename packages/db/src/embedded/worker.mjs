// The embedded engine: PGlite on a thread of its own, so that a long query never stops the server's event loop, spoken to
// over a loopback socket like any PostgreSQL. Plain JavaScript, because a worker's file is loaded as it is.
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { PGLiteSocketHandler } from '@electric-sql/pglite-socket'
import { SessionQueue } from './session-queue.mjs'

const { dataDir, snapshotFile } = workerData
const db = await PGlite.create({
  ...(dataDir && { dataDir }),
  ...(snapshotFile && { loadDataDir: new Blob([await readFile(snapshotFile)]) }),
  extensions: { pg_trgm },
})
const queryQueue = new SessionQueue(db)
const handlers = new Set()

const server = createServer((socket) => {
  const handler = new PGLiteSocketHandler({ queryQueue, closeOnDetach: true })
  handlers.add(handler)
  for (const end of ['close', 'error']) handler.addEventListener(end, () => handlers.delete(handler))
  void handler.attach(socket)
})

server.listen(0, '127.0.0.1', () => {
  parentPort.postMessage({ kind: 'listening', port: server.address().port })
})

parentPort.on('message', (message) => void answer(message))

async function answer({ kind, file }) {
  if (kind === 'dump') {
    const dump = await db.dumpDataDir('none')
    await writeFile(file, new Uint8Array(await dump.arrayBuffer()))
    parentPort.postMessage({ kind: 'dumped' })
    return
  }
  server.close()
  await Promise.all([...handlers].map((handler) => handler.detach(true)))
  await db.close()
  parentPort.postMessage({ kind: 'closed' })
  parentPort.close()
}
