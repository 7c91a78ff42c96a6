import type { Prisma } from '@rollcall/db'
import type { ChangeView } from '@rollcall/vocabulary'
import { inOrder } from '../paging/in-order.ts'
import type { RunJournal } from './run-journal.ts'
import { CHANGE_SELECT, toChangeView } from './to-change-view.ts'

export interface ChangeRows {
  readonly runId: string
  /** Numbers of the changes, in the order they are wanted. */
  readonly seqs: readonly number[]
  readonly journal: RunJournal
}

/** Reads these changes of a run with their conflicts, in two statements. */
export async function readChangeViews(
  client: Prisma.TransactionClient,
  { runId, seqs, journal }: ChangeRows,
): Promise<ChangeView[]> {
  const where = { runId, seq: { in: [...seqs] } }
  const rows = await client.syncChange.findMany({ where, select: CHANGE_SELECT })
  const conflictIds = await findConflictIds(client, rows)
  return inOrder(seqs, rows, (row) => row.seq).map((row) => toChangeView(row, { journal, conflictIds }))
}

async function findConflictIds(
  client: Prisma.TransactionClient,
  rows: readonly { kind: string; identityId: string | null; userId: string | null }[],
): Promise<Map<string, string>> {
  // What an undo leaves as it is names a person and asks for no decision.
  const identityIds = rows.flatMap((row) =>
    row.kind === 'conflict' && row.userId === null && row.identityId ? [row.identityId] : [],
  )
  if (identityIds.length === 0) return new Map()
  const conflicts = await client.conflict.findMany({
    where: { identityId: { in: identityIds } },
    select: { id: true, identityId: true },
  })
  return new Map(conflicts.map((conflict) => [conflict.identityId, conflict.id]))
}
