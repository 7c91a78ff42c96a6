import { randomBytes } from 'node:crypto'
import { makeDatabase } from './bench-database.ts'
import { startBareServer, startStatementsServer } from './bare-server.ts'
import { openHttpClient, type HttpClient } from './http-load.ts'
import { seedScimTenant, type ScimTenant, type SeedTenant } from './scim-tenant.ts'
import { startServerProcess } from './server-process.ts'
import type { Workbench } from './workbench.ts'

/** Our server, its statements alone and the bare one, each in a process of its own, on one database. */
export interface ScimServer {
  readonly tenant: ScimTenant
  readonly ours: HttpClient
  readonly statements: HttpClient
  readonly bare: HttpClient
  /** Where the connection's resources are. */
  readonly base: string
  /** Resident memory of our process once its garbage is collected, in bytes. */
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
  const statementsProcess = await startStatementsServer(place.at.url, tenant.connectionId)
  const bareProcess = await startBareServer(place.at.url)
  const ours = openHttpClient(process_.port, {
    authorization: `Bearer ${tenant.token}`,
    'content-type': 'application/scim+json',
    accept: 'application/scim+json',
  })
  const statements = openHttpClient(statementsProcess.port, { 'content-type': 'application/json' })
  const bare = openHttpClient(bareProcess.port, { 'content-type': 'application/json' })
  return {
    tenant,
    ours,
    statements,
    bare,
    base: `/scim/v2/inbound/${tenant.connectionId}`,
    async memory() {
      await process_.collectGarbage()
      const { text } = await ours.ask('GET', '/metrics')
      const line = text.split('\n').find((one) => one.startsWith('process_resident_memory_bytes '))
      return Number(line?.split(' ')[1] ?? Number.NaN)
    },
    async stop() {
      ours.close()
      statements.close()
      bare.close()
      await process_.stop()
      await statementsProcess.stop()
      await bareProcess.stop()
      await place.remove()
    },
  }
}
