import { type DueSchedule, listDueSchedules, takeSlot } from '@rollcall/db'
import { connectionId, type Actor, type RunId } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { queueRun } from '../sync/start-run.ts'
import { nextSlot } from './next-slot.ts'

const SCHEDULE: Actor = { kind: 'schedule', id: null, name: 'Schedule' }

/**
 * Starts a run for every schedule whose slot has come; answers which were started. Any number of processes may look at
 * once: a slot is moved on and its run queued in one transaction, by whoever comes first. Slots that passed while nobody
 * looked are one run, and a connection with an active run, also one that waits for a person, lets its slot pass.
 */
export async function startDueRuns({ ctx }: { ctx: Context }): Promise<RunId[]> {
  const now = ctx.now()
  const started: RunId[] = []
  for (const due of await listDueSchedules(ctx.db.client, now)) {
    try {
      const run = await startSlot(ctx, due, now)
      if (run) started.push(run)
    } catch (error) {
      ctx.log.warn(
        { connectionId: due.id, err: error },
        'A scheduled run could not be started; trying again.',
      )
    }
  }
  return started
}

async function startSlot(ctx: Context, due: DueSchedule, now: Date): Promise<RunId | null> {
  const next = nextSlot(due, now)
  // A schedule without a slot was stored by an earlier version; it gets its first one now.
  if (due.slot === null && next === null) return null
  return ctx.db.change(async (tx, emit) => {
    if (!(await takeSlot(tx, due, next)) || due.slot === null) return null
    const { id, started } = await queueRun({
      ctx: { ...ctx, actor: SCHEDULE },
      tx,
      emit,
      wanted: { connectionId: connectionId.parse(due.id), planOnly: false },
    })
    return started ? id : null
  })
}
