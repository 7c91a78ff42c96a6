import { cancelIdleRun, requestCancel } from '@rollcall/db'
import { runId, type RunView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError, parseInput } from '../errors.ts'
import { getRun } from './get-run.ts'

const cancelInput = z.object({ id: runId })

/**
 * Ends a run that nobody is working on at once, and asks the worker of any other to stop after its present batch.
 * What was applied until then stays and is shown in the run.
 */
export async function cancelRun({ ctx, input }: Call<z.input<typeof cancelInput>>): Promise<RunView> {
  const { id } = parseInput(cancelInput, input)
  const before = await getRun({ ctx, input: { id } })
  const asked = await ctx.db.change(async (tx, emit) => {
    const about = { actor: ctx.actor, connectionId: before.connectionId, runId: id }
    const data = { connection: before.connectionName }
    if (await cancelIdleRun(tx, id)) {
      emit({ ...about, type: 'run.finished', data: { ...data, status: 'cancelled' } })
      return true
    }
    if (!(await requestCancel(tx, id))) return false
    emit({ ...about, type: 'run.cancel_requested', data })
    return true
  })
  const run = await getRun({ ctx, input: { id } })
  if (!asked && run.status !== 'cancelled') {
    throw new DirectoryError('run_not_active', 'This run has already ended, so there is nothing to cancel.')
  }
  return run
}
