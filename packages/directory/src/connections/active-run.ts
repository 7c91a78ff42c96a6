import type { Tx } from '@rollcall/db'
import { ACTIVE_RUN_STATUSES } from '@rollcall/vocabulary'
import { DirectoryError } from '../errors.ts'

/** Refuses while a run of this connection is under way; the caller holds the connection's lock, so none can start. */
export async function refuseDuringRun(tx: Tx, connectionId: string, what: string): Promise<void> {
  const run = await tx.syncRun.findFirst({
    where: { connectionId, status: { in: [...ACTIVE_RUN_STATUSES] } },
    select: { status: true },
  })
  if (!run) return
  const state =
    run.status === 'awaiting_confirmation' ? 'has a plan waiting for confirmation' : 'is being synced'
  throw new DirectoryError(
    'conflict',
    `This connection ${state}, so it cannot be ${what} now. Cancel that run, or wait for its end.`,
  )
}
