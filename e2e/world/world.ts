import { join } from 'node:path'
import {
  startEmulator,
  type AppView,
  type Emulator,
  type TenantHandle,
  type TenantSpec,
} from '@rollcall/entra-emulator'
import type { ConnectionView } from '@rollcall/vocabulary'
import { RestClient } from './rest-client.ts'
import { findFreePort, ServerProcess } from './server-process.ts'
import { makeStore, runFolder, type Engine, type Store } from './stores.ts'

export interface WorldOptions {
  readonly engine: Engine
  /** `empty`: the very first start. `staffed`: one registered person of each role. `synced`: also the first tenant's people. */
  readonly start: 'empty' | 'staffed' | 'synced'
  readonly tenants: readonly TenantSpec[]
  /** Objects on a page of the directory's answers at most. */
  readonly pageSizeCap?: number
  /** Host name in QRs for the data channel; without it every QR is for the relay. */
  readonly peerHost?: string
}

/** Values of the connection form. */
export interface Credentials {
  readonly displayName: string
  readonly directoryId: string
  readonly clientId: string
  readonly clientSecret: string
}

const OWNER_API_KEY = 'end-to-end-tests-owner-key-0123456789'

/** A server with a directory of its own: emulator, database, process. */
export class World {
  readonly emulator: Emulator
  readonly server: ServerProcess
  readonly rest: RestClient
  readonly #store: Store
  readonly #env: Record<string, string>
  readonly #others: ServerProcess[] = []

  private constructor(emulator: Emulator, store: Store, server: ServerProcess, env: Record<string, string>) {
    this.emulator = emulator
    this.server = server
    this.#store = store
    this.#env = env
    this.rest = new RestClient(server.url, OWNER_API_KEY)
  }

  static async open({ engine, start, peerHost = '', ...directory }: WorldOptions): Promise<World> {
    const store = await makeStore(engine, start !== 'empty')
    const emulator = await startEmulator({ ...directory, caDir: join(runFolder(), 'certificates') })
    const env = {
      ...store.env,
      OWNER_API_KEY,
      PEERJS_HOST: peerHost,
      LOG_LEVEL: 'debug',
      ENTRA_AUTHORITY_HOST: emulator.origin,
      GRAPH_ROOT: emulator.origin,
      ENTRA_CA_FILE: emulator.caFile,
    }
    const server = new ServerProcess(await findFreePort(), env)
    const world = new World(emulator, store, server, env)
    try {
      await server.start()
      if (start === 'synced') await world.rest.sync((await world.connect()).id)
      return world
    } catch (error) {
      await world.close()
      throw error
    }
  }

  get url(): string {
    return this.server.url
  }

  /** One more server on the same database. */
  async startAnother(): Promise<ServerProcess> {
    const other = new ServerProcess(await findFreePort(), this.#env)
    this.#others.push(other)
    await other.start()
    return other
  }

  get dataDir(): string {
    return this.#store.dataDir
  }

  tenant(place = 0): TenantHandle {
    return found(this.emulator.tenants[place], `tenant ${place}`)
  }

  app(place = 0): AppView {
    return found(this.tenant(place).apps[0], 'app registration')
  }

  credentials(place = 0): Credentials {
    const { clientId, secret } = this.app(place)
    return {
      displayName: this.tenant(place).displayName,
      directoryId: this.tenant(place).tenantId,
      clientId,
      clientSecret: secret,
    }
  }

  /** A connection to a tenant of the emulator, made through the REST surface. */
  connect(place = 0, changes: Record<string, unknown> = {}): Promise<ConnectionView> {
    return this.rest.ask('POST', '/api/directory/entra', { ...this.credentials(place), ...changes })
  }

  /** The connection that was made first. */
  async connection(): Promise<ConnectionView> {
    const { items } = await this.rest.ask<{ items: ConnectionView[] }>('GET', '/api/directory/connections')
    return found(items[0], 'connection')
  }

  /** The code that opens the setup page, from the log of the server. */
  setupCode(): string {
    return found(/setup code ([0-9A-Z-]+)/.exec(this.server.output)?.[1], 'setup code in the log')
  }

  async close(): Promise<void> {
    await Promise.all(this.#others.map((other) => other.stop()))
    await this.server.stop()
    await this.emulator.close()
    await this.#store.remove()
  }
}

/** What a test relies on, or an error that names what is missing. */
export function found<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`There is no ${what}.`)
  return value
}
