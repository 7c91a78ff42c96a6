import { openDatabase } from '@rollcall/db'
import { parseLink } from '@rollcall/vaultysid'
import { randomBytes, randomUUID } from 'node:crypto'
import { makeDatabase, makeFolder, MIGRATIONS } from './bench-database.ts'
import { startServerProcess } from './server-process.ts'
import type { Workbench } from './workbench.ts'

/** QRs that are asked for at the same time while a crowd is prepared. */
const AT_ONCE = 10

/** A server of its own with people who have not claimed. */
export interface WalletServer {
  readonly origin: string
  /** Opens that many QRs, each for someone else, and gives their keys. */
  openQrs(count: number): Promise<string[]>
  chooseDriver(driver: string): Promise<void>
  /** One number of /metrics; 0 while it is not there. */
  metric(name: string): Promise<number>
  stop(): Promise<void>
}

export async function startWalletServer(bench: Workbench, people: number): Promise<WalletServer> {
  const { serverUrl } = bench.options
  const place = bench.engine === 'embedded' ? await makeFolder() : await makeDatabase(serverUrl ?? '')
  const ids = await addPeople(place.at, people)
  const key = randomBytes(32).toString('base64')
  const server = await startServerProcess({
    ...(place.at.url === undefined ? { DATA_DIR: place.at.dataDir ?? '' } : { DATABASE_URL: place.at.url }),
    SECRET_KEY: randomBytes(32).toString('base64'),
    OWNER_API_KEY: key,
    PEERJS_HOST: 'wallets.example',
    LOG_LEVEL: 'info',
  })
  const origin = `http://127.0.0.1:${server.port}`
  const ask = (method: string, path: string, body?: object) => askRest({ origin, key, method, path, body })

  async function openQr(id: string | undefined): Promise<string> {
    const claim: { qrText?: string } = JSON.parse(await ask('POST', `/api/users/${id}/claim`, {}))
    return parseLink(claim.qrText ?? '').key
  }
  return {
    origin,
    async openQrs(count) {
      const keys: string[] = []
      for (let left = count; left > 0; left -= AT_ONCE) {
        const some = ids.splice(0, Math.min(left, AT_ONCE))
        keys.push(...(await Promise.all(some.map(openQr))))
      }
      return keys
    },
    async chooseDriver(driver) {
      await ask('PUT', '/api/settings/wallet', { driver })
    },
    metric: async (name) => readMetric(await ask('GET', '/metrics'), name),
    async stop() {
      await server.stop()
      await place.remove()
    },
  }
}

async function addPeople(at: { url?: string; dataDir?: string }, people: number): Promise<string[]> {
  const db = await openDatabase({ ...at, migrationsDir: MIGRATIONS })
  const ids = Array.from({ length: people }, () => randomUUID())
  await db.client.user.createMany({
    data: ids.map((id, at_) => ({
      id,
      name: `Person ${at_}`,
      email: `p${at_}@bench.example`,
      status: 'active',
    })),
  })
  await db.close()
  return ids
}

async function askRest(call: {
  origin: string
  key: string
  method: string
  path: string
  body?: object | undefined
}): Promise<string> {
  const answer = await fetch(call.origin + call.path, {
    method: call.method,
    headers: {
      authorization: `Bearer ${call.key}`,
      ...(call.body && { 'content-type': 'application/json' }),
    },
    ...(call.body && { body: JSON.stringify(call.body) }),
  })
  const text = await answer.text()
  if (answer.ok) return text
  throw new Error(`${call.path} was answered with ${answer.status}: ${text}`)
}

function readMetric(text: string, name: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  return Number(line?.slice(name.length + 1) ?? 0)
}
