import { releaseWaitingRun } from '@rollcall/db'
import { runId, type RunView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError, parseInput } from '../errors.ts'
import { getRun } from './get-run.ts'

const confirmInput = z.object({ id: runId })

/** Lets a waiting plan be applied, exactly as it was shown. Confirming twice is the same as once. */
export async function confirmRun({ ctx, input }: Call<z.input<typeof confirmInput>>): Promise<RunView> {
  const { id } = parseInput(confirmInput, input)
  const before = await getRun({ ctx, input: { id } })
  const released = await ctx.db.change(async (tx, emit) => {
    if (!(await releaseWaitingRun(tx, id))) return false
    await ctx.enqueueRun(tx, id)
    emit({
      type: 'run.confirmed',
      actor: ctx.actor,
      connectionId: before.connectionId,
      runId: id,
      data: { connection: before.connectionName, changes: before.changeCount },
    })
    return true
  })
  const run = await getRun({ ctx, input: { id } })
  if (
    !released &&
    run.status !== 'applying' &&
    run.status !== 'succeeded' &&
    run.status !== 'completed_with_errors'
  ) {
    throw new DirectoryError(
      'run_not_waiting',
      `This run is not waiting for anyone: it is ${run.status.replaceAll('_', ' ')}.`,
    )
  }
  return run
}
