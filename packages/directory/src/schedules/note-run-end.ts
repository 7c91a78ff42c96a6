import { countCredentialFailure, type Emit, forgetCredentialFailures, type Tx } from '@rollcall/db'
import type { Actor } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { pauseSchedule } from './pause-schedule.ts'

/** So many runs in a row may be refused before the schedule rests. */
const TOLERATED_REFUSALS = 3

const SYSTEM: Actor = { kind: 'system', id: null, name: 'Rollcall' }

export interface RunEnd {
  readonly ctx: Pick<Context, 'now'>
  readonly tx: Tx
  readonly emit: Emit
  readonly connection: { readonly id: string; readonly displayName: string }
  readonly runId: string
  /** Code of the error that ended the run; null when it read the directory and came to its end. */
  readonly error: string | null
}

/**
 * Keeps count of runs in a row that the directory refused, and pauses the schedule at the third: asking on would lock
 * nobody in and fill the sign-in log there. Other failures pass by themselves and say nothing about the credentials.
 */
export async function noteRunEnd({ ctx, tx, emit, connection, runId, error }: RunEnd): Promise<void> {
  if (error === null) return forgetCredentialFailures(tx, connection.id)
  if (error !== 'refused') return
  const failures = await countCredentialFailure(tx, connection.id)
  if (failures < TOLERATED_REFUSALS) return
  await pauseSchedule({
    tx,
    emit,
    connection,
    reason: 'credentials',
    actor: SYSTEM,
    at: ctx.now(),
    runId,
  })
}
