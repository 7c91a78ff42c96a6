import {
  countPending,
  countPendingCreations,
  isDataRefusal,
  lastSeq,
  refreshStatistics,
  type ChangeRange,
  type MeasuredTable,
} from '@rollcall/db'
import { applyBatch, applyInTurn, markRefused, type Applying } from './apply-batch.ts'
import { ProgressMeter } from './progress-meter.ts'
import type { RunSession } from './run-session.ts'
import { takeTurns, TurnLost } from './take-turns.ts'

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
  const first = run.appliedThrough + 1
  const most = session.applyAtOnce
  for (let from = first; from <= last;) {
    const range = { runId: session.runId, from, to: Math.min(from + most - 1, last) }
    const next = { ...range, from: range.to + 1, to: Math.min(range.to + most, last) }
    const two = from > first && next.from <= last && (await areIndependent(session, range, next))
    await (two ? applyBoth(work, range, next) : applyRange(work, range))
    // Once the tables have grown, later batches and the next run are planned for their real size.
    if (from === first && run.changeCount > MANY) await refreshStatistics(client, GROWN, run.changeCount)
    from = (two ? next.to : range.to) + 1
  }
}

/**
 * Whether two batches can be worked on at the same time. People who are new to us have nothing to do with each other; any
 * other change may touch what the batch before it touches. Who is pushed may change at any moment, and the embedded
 * database does one thing at a time.
 */
async function areIndependent(
  { ctx, connection, undo }: RunSession,
  range: ChangeRange,
  next: ChangeRange,
): Promise<boolean> {
  if (ctx.db.engine === 'embedded' || connection.kind !== 'entra' || undo) return false
  const both = { ...range, to: next.to }
  return ctx.db.client.$transaction(
    async (tx) => (await countPendingCreations(tx, both)) === (await countPending(tx, both)),
  )
}

/** The second batch is committed after the first one, or, when the first had to be tried again, begun anew. */
async function applyBoth(work: Applying, first: ChangeRange, second: ChangeRange): Promise<void> {
  const outcome = await takeTurns(
    (failing) => applyBatch(work, first, failing),
    (turn) => applyInTurn(work, second, turn),
  )
  if (outcome.first && !isDataRefusal(outcome.first.error)) throw outcome.first.error
  if (outcome.first) await applyRange(work, first)
  if (!outcome.second) return
  const { error } = outcome.second
  if (!(error instanceof TurnLost) && !isDataRefusal(error)) throw error
  await applyRange(work, second)
}

/** One batch. When the database refuses it, its halves are tried, until the one change at fault stands alone and is noted. */
async function applyRange(work: Applying, range: ChangeRange): Promise<void> {
  if (work.session.signal.aborted) throw work.session.signal.reason
  try {
    await applyBatch(work, range)
  } catch (error) {
    if (!isDataRefusal(error)) throw error
    if (range.from === range.to) return markRefused(work, range, error)
    const middle = Math.floor((range.from + range.to) / 2)
    await applyRange(work, { ...range, to: middle })
    await applyRange(work, { ...range, from: middle + 1 })
  }
}
