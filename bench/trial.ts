import { createTestContext, openSyncWorld } from '@rollcall/directory/testing'
import type { Context } from '@rollcall/directory'
import type { ConnectionId, RunView } from '@rollcall/vocabulary'
import type { Tenant } from './tenant.ts'
import type { Workbench } from './workbench.ts'

/** A new connection in empty tables, and the two things done with it. */
export interface Trial {
  readonly ctx: Context
  readonly connection: ConnectionId
  /** A plan, a person's yes, and everyone written: the way of the console. */
  importEveryone(): Promise<void>
  /** A run as the schedule starts it. Throws unless it found exactly `changes` changes. */
  runAgain(changes: number): Promise<void>
}

export async function openTrial(bench: Workbench, tenant: Tenant): Promise<Trial> {
  await bench.reset()
  const context = { openSource: tenant.open, now: () => new Date() }
  const world = await openSyncWorld(bench.db, { settings: tenant.credentials, context })
  return {
    ctx: createTestContext(bench.db, context),
    connection: world.connection,
    async importEveryone() {
      const plan = await world.sync({ planOnly: true })
      expectRun(plan, 'awaiting_confirmation', tenant.people)
      const run = await world.confirm(plan)
      expectRun(run, 'succeeded', tenant.people)
      if (run.counts.created !== tenant.people)
        throw new Error(`Only ${run.counts.created} people were made.`)
    },
    async runAgain(changes) {
      expectRun(await world.sync(), 'succeeded', changes)
    },
  }
}

/** A run that went wrong must not be measured as a fast one. */
function expectRun(run: RunView, status: RunView['status'], changes: number): void {
  if (run.status === status && run.changeCount === changes) return
  const why = run.error ? ` ${run.error.message}` : ''
  throw new Error(
    `A run ended as ${run.status} with ${run.changeCount} changes; ${status} with ${changes} was expected.${why}`,
  )
}
