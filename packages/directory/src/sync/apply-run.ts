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
  isDataRefusal,
  lastSeq,
  markFailed,
  refreshStatistics,
  type ChangeRange,
  type Emit,
  type MeasuredTable,
  type Tx,
} from '@rollcall/db'
import { toSlug } from '@rollcall/vocabulary'
import { noteEndedAccess } from '../claims/note-ended-access.ts'
import { ProgressMeter } from './progress-meter.ts'
import type { RunSession } from './run-session.ts'

/** Changes applied in one transaction. */
const BATCH = 4_000
/** Changes after which what the query planner believes about the tables is worth renewing. */
const MANY = 500
const GROWN: MeasuredTable[] = ['users', 'entra_identities', 'realm_memberships']

/** Applies what is still to be done of the plan, batch by batch, straight from the plan's rows. */
export async function applyRun(session: RunSession): Promise<void> {
  const { client } = session.ctx.db
  const run = await client.syncRun.findUniqueOrThrow({
    where: { id: session.runId },
    select: { appliedThrough: true, appliedCount: true, changeCount: true },
  })
  const last = await client.$transaction((tx) => lastSeq(tx, session.runId))
  const meter = new ProgressMeter('applying', session.ctx.now, run.appliedCount)
  const work: Applying = { session, meter, total: run.changeCount, done: run.appliedCount }
  for (let from = run.appliedThrough + 1, first = true; from <= last; from += BATCH, first = false) {
    await applyRange(work, { runId: session.runId, from, to: Math.min(from + BATCH - 1, last) })
    // Once the tables have grown, later batches and the next run are planned for their real size.
    if (first && run.changeCount > MANY) await refreshStatistics(client, GROWN, run.changeCount)
  }
}

interface Applying {
  readonly session: RunSession
  readonly meter: ProgressMeter
  readonly total: number
  /** Changes dealt with in committed batches. */
  done: number
}

/** One batch. When the database refuses it, its halves are tried, until the one change at fault stands alone and is noted. */
async function applyRange(work: Applying, range: ChangeRange): Promise<void> {
  if (work.session.signal.aborted) throw work.session.signal.reason
  try {
    await applyBatch(work, range, (tx, emit) => applyAll(tx, emit, work.session, range))
  } catch (error) {
    if (!isDataRefusal(error)) throw error
    if (range.from === range.to) {
      work.session.ctx.log.warn(
        { runId: range.runId, seq: range.from, err: error },
        'A change could not be applied',
      )
      await applyBatch(work, range, (tx) =>
        markFailed(tx, range, {
          message: 'The database did not accept this change, so nothing was done for this person.',
          hint: 'Look at the values from the directory; the server log has the details.',
        }),
      )
      return
    }
    const middle = Math.floor((range.from + range.to) / 2)
    await applyRange(work, { ...range, to: middle })
    await applyRange(work, { ...range, from: middle + 1 })
  }
}

async function applyAll(tx: Tx, emit: Emit, session: RunSession, range: ChangeRange): Promise<void> {
  await applyRealmCreations(tx, range)
  await bindMappings(tx, await listUnboundMappings(tx, session.connection.id))
  await applyCreations(tx, range)
  noteEndedAccess(emit, session.ctx.actor, await applyUpdates(tx, range))
  if (session.undo) await applyDeletions(tx, range)
  await applyMemberships(tx, range)
  if (session.undo) await applyRealmDeletions(tx, range)
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

async function applyBatch(
  work: Applying,
  range: ChangeRange,
  apply: (tx: Tx, emit: Emit) => Promise<unknown>,
): Promise<void> {
  const { session, meter, total } = work
  const done = await session.step(async (tx, emit) => {
    const after = work.done + (await countPending(tx, range))
    await apply(tx, emit)
    await closeBatch(tx, range)
    await session.update(tx, { appliedCount: after, progress: meter.read(after, total, 'Applying changes') })
    session.emit(emit, 'run.progressed', { text: `${after} of ${total} changes applied` })
    return after
  })
  work.done = done
}
