import { openDatabase, type Database } from '@rollcall/db'
import { makeDatabase, makeFolder, MIGRATIONS } from './bench-database.ts'
import { openEmulatedTenant } from './emulated-tenant.ts'
import type { FreshTrial } from './fresh-trial.ts'
import { openGeneratedTenant } from './generated-tenant.ts'
import type { BenchOptions } from './options.ts'
import type { Tenant } from './tenant.ts'

/** One database for all measurements on one engine. */
export interface Workbench {
  readonly engine: Database['engine']
  readonly db: Database
  readonly people: number
  readonly rounds: number
  readonly options: BenchOptions
  /** What processes of their own have measured, by how many people there were; two claims share it. */
  readonly freshTrials: Map<number, FreshTrial[]>
  /** A tenant of the kind that was asked for. */
  openTenant(people: number): Promise<Tenant>
  /** Empties every table that a run writes, indexes included. */
  reset(): Promise<void>
  close(): Promise<void>
}

export async function openWorkbench(engine: Database['engine'], options: BenchOptions): Promise<Workbench> {
  const place = engine === 'embedded' ? await makeFolder() : await makeDatabase(options.serverUrl ?? '')
  const db = await openDatabase({ ...place.at, migrationsDir: MIGRATIONS })
  return {
    engine,
    db,
    people: options.people,
    rounds: options.rounds,
    options,
    freshTrials: new Map(),
    openTenant: async (people) =>
      options.source === 'emulator' ? openEmulatedTenant(people) : openGeneratedTenant(people),
    async reset() {
      await db.client.$executeRaw`truncate connections, users, realms, events restart identity cascade`
    },
    async close() {
      await db.close()
      await place.remove()
    },
  }
}
