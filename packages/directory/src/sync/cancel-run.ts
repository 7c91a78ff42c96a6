import {
  cancelIdleRun,
  planEveryoneNext,
  recordDecision,
  rejectWaitingRun,
  requestCancel,
  type Emit,
  type Tx,
} from '@rollcall/db'
import { cancelRunInput, runId, type RunView } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { DirectoryError, parseInput } from '../errors.ts'
import { countRemovalsAnew } from '../provisioning/count-removals-anew.ts'
import { getRun } from './get-run.ts'

const cancelInput = cancelRunInput.unwrap().extend({ id: runId })

/**
 * Rejects a plan that waits, ends a run that nobody is working on at once, and asks the worker of any other to stop after
 * its present batch. What was applied until then stays and is shown in the run.
 */
export async function cancelRun({ ctx, input }: Call<z.input<typeof cancelInput>>): Promise<RunView> {
  const { id, note } = parseInput(cancelInput, input)
  const before = await getRun({ ctx, input: { id } })
  const asked = await ctx.db.change((tx, emit) => cancel({ ctx, tx, emit, before, note: note || null }))
  const run = await getRun({ ctx, input: { id } })
  if (!asked && run.status !== 'cancelled') {
    throw new DirectoryError('run_not_active', 'This run has already ended, so there is nothing to cancel.')
  }
  return run
}

interface Cancelling {
  readonly ctx: Context
  readonly tx: Tx
  readonly emit: Emit
  readonly before: RunView
  readonly note: string | null
}

async function cancel({ ctx, tx, emit, before, note }: Cancelling): Promise<boolean> {
  const { id, connectionId } = before
  const about = { actor: ctx.actor, connectionId, runId: id }
  const data = { connection: before.connectionName, ...(note !== null && { note }) }
  if (await rejectWaitingRun(tx, id)) {
    await recordDecision(tx, id, { by: ctx.actor.name, at: ctx.now(), note })
    await countRemovalsAnew(tx, connectionId, ctx.now())
    // The mirror has been read up to date; only a look at everyone finds again what was not applied.
    await planEveryoneNext(tx, { connectionId })
    emit({ ...about, type: 'run.rejected', data: { ...data, changes: before.changeCount } })
    return true
  }
  if (await cancelIdleRun(tx, id)) {
    emit({ ...about, type: 'run.finished', data: { ...data, status: 'cancelled' } })
    return true
  }
  if (!(await requestCancel(tx, id))) return false
  emit({ ...about, type: 'run.cancel_requested', data })
  return true
}
