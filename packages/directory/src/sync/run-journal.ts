import type { Prisma } from '@rollcall/db'

/** How far a run's changes have been dealt with, and when. Times as the database committed them. */
export interface RunJournal {
  /** Changes up to this number have been dealt with. */
  readonly appliedThrough: number
  /** One row per committed batch, in order of `toSeq`. */
  readonly batches: readonly { readonly toSeq: number; readonly appliedAt: Date }[]
}

export const NOTHING_APPLIED: RunJournal = { appliedThrough: 0, batches: [] }

/** Reads the journals of these runs with two statements. */
export async function readJournals(
  client: Pick<Prisma.TransactionClient, 'syncRun' | 'syncBatch'>,
  runIds: readonly string[],
): Promise<Map<string, RunJournal>> {
  const where = { in: [...new Set(runIds)] }
  const runs = await client.syncRun.findMany({
    where: { id: where },
    select: { id: true, appliedThrough: true },
  })
  const batches = await client.syncBatch.findMany({
    where: { runId: where },
    select: { runId: true, toSeq: true, appliedAt: true },
    orderBy: [{ runId: 'asc' }, { toSeq: 'asc' }],
  })
  return new Map(
    runs.map(({ id, appliedThrough }) => [
      id,
      { appliedThrough, batches: batches.filter((batch) => batch.runId === id) },
    ]),
  )
}

/** The outcome of a change, and when it was applied; null while it was not. */
export function outcomeOf(
  change: { readonly seq: number; readonly outcome: string },
  journal: RunJournal,
): { outcome: string; appliedAt: Date | null } {
  if (change.outcome !== 'pending' || change.seq > journal.appliedThrough) {
    return { outcome: change.outcome, appliedAt: null }
  }
  const batch = journal.batches.find((one) => one.toSeq >= change.seq)
  return { outcome: 'applied', appliedAt: batch?.appliedAt ?? null }
}
