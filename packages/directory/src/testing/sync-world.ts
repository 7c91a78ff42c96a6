import type { Database } from '@rollcall/db'
import { connectionId, type ConnectionId, type RunView } from '@rollcall/vocabulary'
import { createEntraConnection } from '../connections/create-entra-connection.ts'
import type { Context } from '../context.ts'
import { cancelRun } from '../sync/cancel-run.ts'
import { confirmRun } from '../sync/confirm-run.ts'
import { getRun } from '../sync/get-run.ts'
import { runSync } from '../sync/run-sync.ts'
import { startRun } from '../sync/start-run.ts'
import { fakeSource, type FakeDirectory, type FakeSource } from './fake-source.ts'
import { createTestContext } from './test-context.ts'

/** A connection to an in-memory directory, with a worker that runs whatever is started. */
export interface SyncWorld {
  readonly ctx: Context
  readonly source: FakeSource
  readonly connection: ConnectionId
  /** Starts a run, works on it, and answers how it stands then. Reads everyone unless `mode` says otherwise. */
  sync(options?: { planOnly?: boolean; mode?: 'full' | 'delta' }): Promise<RunView>
  confirm(run: RunView): Promise<RunView>
  cancel(run: RunView): Promise<RunView>
  work(id: RunView['id'], ctx?: Context, worker?: string): Promise<RunView>
}

export type WorldOptions = Partial<FakeDirectory> & {
  settings?: Record<string, unknown>
  context?: Partial<Context>
  /** Changes applied in one transaction. */
  applyAtOnce?: number
}

let worlds = 0

export async function openSyncWorld(db: Database, options: WorldOptions = {}): Promise<SyncWorld> {
  const { settings, context, applyAtOnce, ...directory } = options
  const source = fakeSource(directory)
  const ctx = createTestContext(db, { openSource: () => source, ...context })
  worlds += 1
  const created = await createEntraConnection({
    ctx,
    input: {
      displayName: `World ${worlds}`,
      directoryId: '11111111-1111-4111-8111-111111111111',
      clientId: '22222222-2222-4222-8222-222222222222',
      clientSecret: 'a-secret-value',
      ...settings,
    },
  })
  const connection = connectionId.parse(created.id)
  const work: SyncWorld['work'] = async (id, by = ctx, worker = 'worker') => {
    const { signal } = new AbortController()
    await runSync({ ctx: by, runId: id, workerId: worker, signal, applyAtOnce })
    return getRun({ ctx, input: { id } })
  }
  return {
    ctx,
    source,
    connection,
    work,
    async sync({ planOnly = false, mode = 'full' } = {}) {
      const { run } = await startRun({ ctx, input: { connectionId: connection, planOnly, mode } })
      return work(run.id)
    },
    cancel: (run) => cancelRun({ ctx, input: { id: run.id } }),
    async confirm(run) {
      await confirmRun({ ctx, input: { id: run.id } })
      return work(run.id)
    },
  }
}
