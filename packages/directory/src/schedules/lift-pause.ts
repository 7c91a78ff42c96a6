import type { Emit, Tx } from '@rollcall/db'
import type { SchedulePauseReason } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { toScheduleColumns } from './schedule-columns.ts'

export interface LiftPause {
  readonly ctx: Pick<Context, 'now' | 'actor'>
  readonly tx: Tx
  readonly emit: Emit
  readonly connectionId: string
  /** Lifts a pause for this reason alone; absent, any. */
  readonly reason?: SchedulePauseReason
}

/** Lets a paused schedule go on with its next slot from now. One that is not paused, or for another reason, stays as it is. */
export async function liftPause({ ctx, tx, emit, connectionId, reason }: LiftPause): Promise<void> {
  const paused = await tx.connection.findFirst({
    where: {
      id: connectionId,
      schedulePausedAt: { not: null },
      ...(reason && { schedulePausedReason: reason }),
    },
    select: { displayName: true, scheduleCron: true, scheduleTimeZone: true },
  })
  if (!paused) return
  const { displayName, scheduleCron: cron, scheduleTimeZone } = paused
  const schedule = cron === null ? null : { cron, timeZone: scheduleTimeZone ?? 'UTC' }
  const lifted = await tx.connection.updateMany({
    where: { id: connectionId, schedulePausedAt: { not: null } },
    data: toScheduleColumns(schedule, ctx.now()),
  })
  if (lifted.count === 0) return
  emit({
    type: 'connection.schedule_resumed',
    actor: ctx.actor,
    connectionId,
    data: { connection: displayName },
  })
}
