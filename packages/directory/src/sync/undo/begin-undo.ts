import { planEveryoneNext } from '@rollcall/db'
import { pauseSchedule } from '../../schedules/pause-schedule.ts'
import type { RunSession, UndoTarget } from '../run-session.ts'

/**
 * Sees to it, before anything goes back, that the directory does not bring it all again unasked: the schedule pauses when
 * a whole run is taken back. The next run looks at everyone, because the directory will not mention what changed here.
 */
export async function beginUndo(session: RunSession, target: UndoTarget): Promise<void> {
  const { connection, ctx, runId } = session
  await session.step(async (tx, emit) => {
    await planEveryoneNext(tx, { connectionId: connection.id })
    if (target.userId !== null) return
    await pauseSchedule({ tx, emit, connection, reason: 'undo', actor: ctx.actor, at: ctx.now(), runId })
  })
}
