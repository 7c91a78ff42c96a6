import {
  countChangeKinds,
  countMatchingChanges,
  countOwnOutcomes,
  lastSeq,
  type ChangeFilter,
  type Prisma,
} from '@rollcall/db'
import { changeKind } from '@rollcall/vocabulary'
import * as z from 'zod'
import { notFound } from '../errors.ts'
import { toKinds, toTally, type ChangeTally } from './change-tally.ts'
import { NOTHING_APPLIED, readJournals, type RunJournal } from './run-journal.ts'

export interface TalliedRun {
  readonly journal: RunJournal
  readonly tally: ChangeTally
}

const storedKinds = z.partialRecord(changeKind, z.number().int())

/**
 * Counts the rows of a run: from what was stored when its plan was finished, so that the size of the plan does not
 * matter, and row by row for a plan that is still being made. `not_found` for an unknown run.
 */
export async function readTally(client: Prisma.TransactionClient, runId: string): Promise<TalliedRun> {
  const run = await client.syncRun.findUnique({
    where: { id: runId },
    select: { changeKinds: true, changeCount: true, appliedCount: true, appliedThrough: true },
  })
  if (!run) throw notFound('sync run')
  const journal = (await readJournals(client, [runId])).get(runId) ?? NOTHING_APPLIED
  const own = await countOwnOutcomes(client, runId)
  const stored = storedKinds.safeParse(run.changeKinds)
  if (!stored.success) {
    const filter: ChangeFilter = { runId, outcome: 'pending', appliedThrough: journal.appliedThrough }
    const kinds = toKinds(await countChangeKinds(client, runId))
    const pending = await countMatchingChanges(client, filter, Number.MAX_SAFE_INTEGER)
    return { journal, tally: toTally({ kinds, own, pending }) }
  }
  const done = run.appliedThrough > 0 && run.appliedThrough >= (await lastSeq(client, runId))
  const pending = done ? 0 : Math.max(0, run.changeCount - run.appliedCount)
  return { journal, tally: toTally({ kinds: stored.data, own, pending }) }
}
