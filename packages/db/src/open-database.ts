import { PrismaPg } from '@prisma/adapter-pg'
import { Client, Pool } from 'pg'
import { change, type ChangeOptions, type Tx } from './change.ts'
import { describeAddress, inUtc } from './connection-string.ts'
import { DatabaseError } from './database-error.ts'
import { startEmbedded, type LogLine } from './embedded/start-embedded.ts'
import type { Emit } from './events.ts'
import { PrismaClient } from './generated/client.ts'
import { migrate } from './migrate.ts'
import { createSql, type Sql } from './sql.ts'

export interface DatabaseOptions {
  /** A PostgreSQL address. Without one, the embedded database in `dataDir` is used. */
  url?: string | undefined
  /** Folder of the embedded database and its lock; made when absent. */
  dataDir?: string | undefined
  migrationsDir: string | URL
  poolMax?: number | undefined
  onLog?: ((line: LogLine) => void) | undefined
  /** Where a bundled server put `embedded/worker.mjs`; by default it lies beside this file's folder. */
  workerUrl?: URL | undefined
}

export interface Database {
  engine: 'embedded' | 'postgres'
  client: PrismaClient
  /** Statements past the ORM, for paths where one round trip counts. Never call it inside `change`. */
  sql: Sql
  /** For others that keep a pool of their own. Holds the password: never log it. */
  connectionString: string
  change<T>(work: (tx: Tx, emit: Emit) => Promise<T>, options?: ChangeOptions): Promise<T>
  /** Rejects when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** The oldest server the SQL here is written for. */
const OLDEST_POSTGRES = 15

/**
 * Opens PostgreSQL or the embedded database and brings it up to date. Throws DatabaseError, whose message is for the
 * person who runs the server, when it cannot be reached, opened or migrated.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const onLog = options.onLog ?? (() => {})
  if (options.url) return openAt('postgres', inUtc(options.url), options, onLog, async () => {})
  if (!options.dataDir) {
    throw new DatabaseError('Say where the database is: an address of a PostgreSQL server, or a data folder.')
  }
  const embedded = await startEmbedded({
    dataDir: options.dataDir,
    onLog,
    ...(options.workerUrl && { workerUrl: options.workerUrl }),
  })
  try {
    return await openAt('embedded', embedded.connectionString, options, onLog, () => embedded.close())
  } catch (error) {
    await embedded.close()
    throw error
  }
}

async function openAt(
  engine: Database['engine'],
  connectionString: string,
  options: DatabaseOptions,
  onLog: (line: LogLine) => void,
  stop: () => Promise<void>,
): Promise<Database> {
  const applied = await bringUpToDate(connectionString, options.migrationsDir)
  if (applied.length > 0)
    onLog({ level: 'info', msg: `Brought the database up to date: ${applied.join(', ')}` })
  return connect({ engine, connectionString, poolMax: options.poolMax, onLog, stop })
}

/** Connects to a database that is up to date. `stop` runs after the pool has been closed. */
export function connect(source: {
  engine: Database['engine']
  connectionString: string
  poolMax?: number | undefined
  onLog: (line: LogLine) => void
  stop: () => Promise<void>
}): Database {
  const { engine, connectionString, onLog, stop } = source
  const warn = (error: Error) =>
    onLog({ level: 'warn', msg: `A database connection was lost: ${error.message}` })
  const pool = new Pool({ connectionString, max: source.poolMax ?? (engine === 'embedded' ? 5 : 10) })
  // The adapter lets go of the pool before its connections are closed; the server may still end one of them then.
  pool.on('error', () => {})
  const adapter = new PrismaPg(pool, { onPoolError: warn, onConnectionError: warn })
  // Prisma's own limits, two and five seconds, are less than a busy machine or a large tenant needs for one reading.
  const client = new PrismaClient({ adapter, transactionOptions: { maxWait: 60_000, timeout: 60_000 } })
  return {
    engine,
    client,
    sql: createSql(pool, engine),
    connectionString,
    change: (work, changeOptions) => change(client, work, changeOptions),
    async ping() {
      await client.$queryRaw`select 1`
    },
    async close() {
      try {
        await client.$disconnect()
        await pool.end()
      } finally {
        await stop()
      }
    },
  }
}

async function bringUpToDate(connectionString: string, migrationsDir: string | URL): Promise<string[]> {
  const client = new Client({ connectionString })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    throw new DatabaseError(
      `Could not connect to PostgreSQL at ${describeAddress(connectionString)}: ${toReason(error)}`,
      { cause: error },
    )
  }
  try {
    await refuseOldServer(client)
    return await migrate(client, migrationsDir)
  } finally {
    await client.end()
  }
}

async function refuseOldServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>('show server_version_num')
  const major = Math.floor(Number(rows[0]?.server_version_num) / 10_000)
  if (major >= OLDEST_POSTGRES) return
  throw new DatabaseError(`PostgreSQL ${major} is too old: ${OLDEST_POSTGRES} or newer is needed.`)
}

/** Node gathers the failures for each address of a host in one error that has no message of its own. */
function toReason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(toReason).join('; ')
  return error instanceof Error ? error.message : String(error)
}
