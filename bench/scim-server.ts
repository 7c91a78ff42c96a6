import { randomBytes } from 'node:crypto'
import { makeDatabase } from './bench-database.ts'
import { startBareServer } from './bare-server.ts'
import { openHttpClient, type HttpClient } from './http-load.ts'
import { seedScimTenant, type ScimTenant, type SeedTenant } from './scim-tenant.ts'
import { startServerProcess } from './server-process.ts'
import type { Workbench } from './workbench.ts'

/** Our server and the bare one, each in a process of its own, on one database. */
export interface ScimServer {
  readonly tenant: ScimTenant
  readonly ours: HttpClient
  readonly bare: HttpClient
  /** Where the connection's resources are. */
  readonly base: string
  /** Resident memory of our process, in bytes. */
  memory(): Promise<number>
  stop(): Promise<void>
}

export async function startScimServer(bench: Workbench, wanted: SeedTenant): Promise<ScimServer> {
  const place = await makeDatabase(bench.options.serverUrl ?? '')
  const tenant = await seedScimTenant(place.at.url, wanted)
  const process_ = await startServerProcess({
    DATABASE_URL: place.at.url,
    SECRET_KEY: randomBytes(32).toString('base64'),
    SCIM_RATE_LIMIT: '100000',
  })
  const bareProcess = await startBareServer(place.at.url)
  const ours = openHttpClient(process_.port, {
    authorization: `Bearer ${tenant.token}`,
    'content-type': 'application/scim+json',
    accept: 'application/scim+json',
  })
  const bare = openHttpClient(bareProcess.port, { 'content-type': 'application/json' })
  return {
    tenant,
    ours,
    bare,
    base: `/scim/v2/inbound/${tenant.connectionId}`,
    async memory() {
      const { text } = await ours.ask('GET', '/metrics')
      const line = text.split('\n').find((one) => one.startsWith('process_resident_memory_bytes '))
      return Number(line?.split(' ')[1] ?? Number.NaN)
    },
    async stop() {
      ours.close()
      bare.close()
      await process_.stop()
      await bareProcess.stop()
      await place.remove()
    },
  }
}
