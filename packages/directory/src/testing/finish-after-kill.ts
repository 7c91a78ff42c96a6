import type { Database } from '@rollcall/db'
import type { RunView } from '@rollcall/vocabulary'
import { recoverRuns } from '../sync/run-sync.ts'
import { startRun } from '../sync/start-run.ts'
import { dyingDatabase, Killed } from './dying-database.ts'
import type { SyncWorld } from './sync-world.ts'

export interface Kill {
  readonly db: Database
  /** Counted from 1; see `dyingDatabase`. */
  readonly nth: number
  readonly committed: boolean
  readonly mode?: 'full' | 'delta'
}

/**
 * Starts a run whose worker dies at one transaction, and lets another worker finish it. Null when the first one was done
 * before it got there. What it throws other than its own death is thrown on.
 */
export async function finishAfterKill(
  world: SyncWorld,
  { db, nth, committed, mode = 'full' }: Kill,
): Promise<RunView | null> {
  const { run } = await startRun({ ctx: world.ctx, input: { connectionId: world.connection, mode } })
  const dying = dyingDatabase(db, nth, committed)
  const ended = await world.work(run.id, { ...world.ctx, db: dying }, 'first').catch(unlessKilled)
  if (!dying.died) return null
  if (ended !== null && ended.status !== 'succeeded')
    throw new Error(`The worker that died left a run that had ended as ${ended.status}.`)
  await expireLease(world, run.id)
  await recoverRuns({ ctx: world.ctx })
  return world.work(run.id, world.ctx, 'second')
}

/** As if the worker that holds the run had been silent for too long. */
export async function expireLease(world: SyncWorld, runId: string): Promise<void> {
  await world.ctx.db.client.syncRun.update({
    where: { id: runId },
    data: { leaseExpiresAt: new Date('2020-01-01T00:00:00Z') },
  })
}

function unlessKilled(error: unknown): null {
  if (error instanceof Killed) return null
  throw error
}
