import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import * as z from 'zod'

const FILE = 'ports.json'
const portsFile = z.object({ emulator: z.number().int(), server: z.number().int() })
export type DemoPorts = z.infer<typeof portsFile>

/** The ports of the last start, so that a bookmark and a half-read page link still work; null at the first. */
export async function readPorts(dataDir: string): Promise<DemoPorts | null> {
  try {
    return portsFile.parse(JSON.parse(await readFile(join(dataDir, FILE), 'utf8')))
  } catch {
    return null
  }
}

export async function writePorts(dataDir: string, ports: DemoPorts): Promise<void> {
  await writeFile(join(dataDir, FILE), `${JSON.stringify(ports)}\n`)
}

/** The first of these ports that nothing listens on, or else any free one. */
export async function choosePort(wanted: readonly (number | undefined)[], host: string): Promise<number> {
  for (const port of wanted) {
    if (port !== undefined && (await probe(port, host)) !== null) return port
  }
  return (await probe(0, host)) ?? 0
}

/** The port, when it can be listened on; null when it is taken. Port 0 gives any free one. */
function probe(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen(port, host, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? null) : null))
    })
  })
}
