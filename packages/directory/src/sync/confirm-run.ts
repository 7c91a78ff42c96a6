import { planEveryoneNext, recordDecision, releaseWaitingRun, type Emit, type Tx } from '@rollcall/db'
import { confirmRunInput, runId, type RunView } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { DirectoryError, parseInput } from '../errors.ts'
import { countRemovalsAnew } from '../provisioning/count-removals-anew.ts'
import { getRun } from './get-run.ts'
import { leaveOut } from './leave-out.ts'

const confirmInput = confirmRunInput.unwrap().extend({ id: runId })

/** Leaving out every change of a very large plan takes a while. */
const TIMEOUT_MS = 300_000

/**
 * Lets a waiting plan be applied, exactly as it was shown but for the changes that are left out. Confirming twice is the
 * same as once. With nothing left to apply, the plan ends as if it had been rejected.
 */
export async function confirmRun({ ctx, input }: Call<z.input<typeof confirmInput>>): Promise<RunView> {
  const wanted = parseInput(confirmInput, input)
  const before = await getRun({ ctx, input: { id: wanted.id } })
  const released = await ctx.db.change((tx, emit) => release({ ctx, tx, emit, before, wanted }), {
    timeoutMs: TIMEOUT_MS,
  })
  const run = await getRun({ ctx, input: { id: wanted.id } })
  if (!released && !wasConfirmed(run)) {
    throw new DirectoryError(
      'run_not_waiting',
      `This run is not waiting for anyone: it is ${run.status.replaceAll('_', ' ')}.`,
    )
  }
  return run
}

interface Releasing {
  readonly ctx: Context
  readonly tx: Tx
  readonly emit: Emit
  readonly before: RunView
  readonly wanted: z.output<typeof confirmInput>
}

async function release({ ctx, tx, emit, before, wanted }: Releasing): Promise<boolean> {
  const { id, note } = wanted
  if (!(await releaseWaitingRun(tx, id))) return false
  const leftOut = await leaveOut(tx, id, wanted.leaveOut)
  const at = ctx.now()
  await recordDecision(tx, id, { by: ctx.actor.name, at, note: note || null })
  await countRemovalsAnew(tx, before.connectionId, at)
  // The mirror has been read up to date; only a look at everyone finds again what was not applied.
  if (leftOut > 0) await planEveryoneNext(tx, { connectionId: before.connectionId })
  const emptied = leftOut > 0 && leftOut === before.changeCount
  if (emptied) await endEmptied(tx, id, at)
  else await ctx.enqueueRun(tx, id)
  emit({
    type: emptied ? 'run.rejected' : 'run.confirmed',
    actor: ctx.actor,
    connectionId: before.connectionId,
    runId: id,
    data: {
      connection: before.connectionName,
      changes: before.changeCount - leftOut,
      ...(leftOut > 0 && { leftOut }),
      ...(note && { note }),
    },
  })
  return true
}

async function endEmptied(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.syncRun.update({
    where: { id },
    data: { status: 'cancelled', finishedAt: at, leaseExpiresAt: null },
    select: { id: true },
  })
}

function wasConfirmed({ status, decision }: RunView): boolean {
  if (status === 'applying' || status === 'succeeded' || status === 'completed_with_errors') return true
  return status === 'cancelled' && (decision?.leftOut ?? 0) > 0
}
