import {
  applyCreations,
  applyDeletions,
  applyMemberships,
  applyRealmCreations,
  applyRealmDeletions,
  applyUpdates,
  bindMappings,
  closeBatch,
  countPending,
  markFailed,
  type ChangeRange,
  type Emit,
  type Tx,
} from '@rollcall/db'
import { toSlug } from '@rollcall/vocabulary'
import { noteEndedAccess } from '../claims/note-ended-access.ts'
import type { ProgressMeter } from './progress-meter.ts'
import type { RunSession } from './run-session.ts'

export interface Applying {
  readonly session: RunSession
  readonly meter: ProgressMeter
  readonly total: number
  /** Changes dealt with in committed batches. */
  done: number
}

/** One batch in one transaction. `failing` hears of every attempt that fails, also of one that is repeated. */
export async function applyBatch(
  work: Applying,
  range: ChangeRange,
  failing: (error: unknown) => void = () => undefined,
): Promise<void> {
  work.done = await work.session.step(async (tx, emit) => {
    try {
      const pending = await applyAll(tx, emit, work.session, range)
      return await close(tx, emit, { work, range, pending })
    } catch (error) {
      failing(error)
      throw error
    }
  })
}

/** One batch that is begun early: it ends when `turn` does, or not at all. */
export async function applyInTurn(work: Applying, range: ChangeRange, turn: Promise<void>): Promise<void> {
  work.done = await work.session.stepInTurn(
    turn,
    (tx, emit) => applyAll(tx, emit, work.session, range),
    (tx, emit, pending) => close(tx, emit, { work, range, pending }),
  )
}

/** Notes one change that the database does not accept, and goes on. */
export async function markRefused(work: Applying, range: ChangeRange, error: unknown): Promise<void> {
  const { session } = work
  session.ctx.log.warn({ runId: range.runId, seq: range.from, err: error }, 'A change could not be applied')
  work.done = await session.step(async (tx, emit) => {
    const pending = await countPending(tx, range)
    await markFailed(tx, range, {
      message: 'The database did not accept this change, so nothing was done for this person.',
      hint: 'Look at the values from the directory; the server log has the details.',
    })
    return close(tx, emit, { work, range, pending })
  })
}

/** Answers how many changes were still to be applied. */
async function applyAll(tx: Tx, emit: Emit, session: RunSession, range: ChangeRange): Promise<number> {
  const pending = await countPending(tx, range)
  await applyRealmCreations(tx, range)
  await bindMappings(tx, await listUnboundMappings(tx, session.connection.id))
  await applyCreations(tx, range)
  noteEndedAccess(emit, session.ctx.actor, await applyUpdates(tx, range))
  if (session.undo) await applyDeletions(tx, range)
  await applyMemberships(tx, range)
  if (session.undo) await applyRealmDeletions(tx, range)
  return pending
}

async function listUnboundMappings(
  tx: Tx,
  connectionId: string,
): Promise<{ mappingId: string; slug: string }[]> {
  const unbound = await tx.groupMapping.findMany({
    where: { connectionId, mode: 'create', realmId: null },
    select: { id: true, groupName: true, groupObjectId: true },
  })
  return unbound.map((mapping) => ({
    mappingId: mapping.id,
    slug: toSlug(mapping.groupName ?? mapping.groupObjectId),
  }))
}

/** Notes the batch as dealt with; answers how many changes are, all in all. */
async function close(
  tx: Tx,
  emit: Emit,
  { work, range, pending }: { work: Applying; range: ChangeRange; pending: number },
): Promise<number> {
  const { session, meter, total } = work
  const done = work.done + pending
  await closeBatch(tx, range)
  await session.update(tx, { appliedCount: done, progress: meter.read(done, total, 'Applying changes') })
  session.emit(emit, 'run.progressed', { text: `${done} of ${total} changes applied` })
  return done
}
