import { createTestContext, openSyncWorld } from '@rollcall/directory/testing'
import type { Context } from '@rollcall/directory'
import type { ConnectionId, RunView } from '@rollcall/vocabulary'
import type { Tenant } from './tenant.ts'
import type { Workbench } from './workbench.ts'

/** A new connection in empty tables, and what is done with it. Each throws when a run ends in another way. */
export interface Trial {
  readonly ctx: Context
  readonly connection: ConnectionId
  /** A run that stops at its plan. */
  planEveryone(): Promise<RunView>
  /** A person's yes to that plan, and everyone written. */
  confirm(plan: RunView): Promise<RunView>
  /** Both: the way of the console. */
  importEveryone(): Promise<void>
  /** A run as the schedule starts it, which finds exactly `changes` changes. Reads everyone unless `mode` says otherwise. */
  runAgain(changes: number, mode?: 'full' | 'delta'): Promise<void>
}

export async function openTrial(
  bench: Pick<Workbench, 'db' | 'reset'>,
  tenant: Tenant,
  settings: Record<string, unknown> = {},
): Promise<Trial> {
  await bench.reset()
  const context = { openSource: tenant.open, now: () => new Date() }
  const world = await openSyncWorld(bench.db, { settings: { ...tenant.credentials, ...settings }, context })
  const planEveryone = async () =>
    expectRun(await world.sync({ planOnly: true }), 'awaiting_confirmation', tenant.people)
  const confirm = async (plan: RunView) => {
    const run = expectRun(await world.confirm(plan), 'succeeded', tenant.people)
    if (run.counts.created === tenant.people) return run
    throw new Error(`Only ${run.counts.created} people were made.`)
  }
  return {
    ctx: createTestContext(bench.db, context),
    connection: world.connection,
    planEveryone,
    confirm,
    async importEveryone() {
      await confirm(await planEveryone())
    },
    async runAgain(changes, mode = 'full') {
      const run = expectRun(await world.sync({ mode }), 'succeeded', changes)
      if (run.mode !== mode) throw new Error(`A ${mode} run became a ${run.mode} one. ${run.modeNote ?? ''}`)
    },
  }
}

/** A run that went wrong must not be measured as a fast one. */
function expectRun(run: RunView, status: RunView['status'], changes: number): RunView {
  if (run.status === status && run.changeCount === changes) return run
  const why = run.error ? ` ${run.error.message}` : ''
  throw new Error(
    `A run ended as ${run.status} with ${run.changeCount} changes; ${status} with ${changes} was expected.${why}`,
  )
}
