import { type Emit, pauseStoredSchedule, type Tx } from '@rollcall/db'
import type { Actor, SchedulePauseReason } from '@rollcall/vocabulary'
import { PAUSE_TEXTS } from './pause-texts.ts'

export interface PauseSchedule {
  readonly tx: Tx
  readonly emit: Emit
  readonly connection: { readonly id: string; readonly displayName: string }
  readonly reason: SchedulePauseReason
  readonly actor: Actor
  readonly at: Date
  /** The run that gave cause. */
  readonly runId?: string
}

/** Keeps the schedule from starting anything until it is resumed. Nothing happens without one, or while it is paused. */
export async function pauseSchedule(pause: PauseSchedule): Promise<void> {
  const { tx, emit, connection, reason, actor, at, runId } = pause
  if (!(await pauseStoredSchedule(tx, { connectionId: connection.id, reason, at }))) return
  emit({
    type: 'connection.schedule_paused',
    actor,
    connectionId: connection.id,
    runId,
    data: { connection: connection.displayName, reason, text: PAUSE_TEXTS[reason] },
  })
}
