import { countChangeKinds, countMatchingChanges, pageChanges } from '@rollcall/db'
import { changeKind, changeListInput, type changeListing, runId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { decodeCursor, encodeCursor, takePage } from '../paging/cursor.ts'
import { inOrder } from '../paging/in-order.ts'
import { NOTHING_APPLIED, readJournals } from './run-journal.ts'
import { CHANGE_SELECT, toChangeView } from './to-change-view.ts'

const schema = changeListInput.extend({ runId })
const place = z.object({ seq: z.number().int() })

/** A run's plan or journal in the order it is applied. `kinds` counts the whole run, before search and filter. */
export async function listChanges({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<z.infer<typeof changeListing>> {
  const query = parseInput(schema, input)
  const after = decodeCursor(place, query.cursor)
  const { client } = ctx.db
  const run = await client.syncRun.findUnique({ where: { id: query.runId }, select: { id: true } })
  if (!run) throw notFound('sync run')

  const journal = (await readJournals(client, [query.runId])).get(query.runId) ?? NOTHING_APPLIED
  const { runId: _run, kind, outcome, search } = query
  const filter = { runId: query.runId, kind, outcome, search, appliedThrough: journal.appliedThrough }
  const seqs = await pageChanges(client, { filter, afterSeq: after?.seq ?? null, limit: query.limit + 1 })
  const { page, last } = takePage(seqs, query.limit)
  const where = { runId: query.runId, seq: { in: page } }
  const rows = await client.syncChange.findMany({ where, select: CHANGE_SELECT })
  const conflictIds = await findConflictIds(client, rows)
  return {
    items: inOrder(page, rows, (row) => row.seq).map((row) => toChangeView(row, { journal, conflictIds })),
    total: await countMatchingChanges(client, filter),
    nextCursor: last === null ? null : encodeCursor({ seq: last }),
    kinds: toKinds(await countChangeKinds(client, query.runId)),
  }
}

async function findConflictIds(
  client: Call<unknown>['ctx']['db']['client'],
  rows: readonly { kind: string; identityId: string | null }[],
): Promise<Map<string, string>> {
  const identityIds = rows.flatMap((row) =>
    row.kind === 'conflict' && row.identityId ? [row.identityId] : [],
  )
  const conflicts = await client.conflict.findMany({
    where: { identityId: { in: identityIds } },
    select: { id: true, identityId: true },
  })
  return new Map(conflicts.map((conflict) => [conflict.identityId, conflict.id]))
}

function toKinds(rows: readonly { kind: string; total: number }[]) {
  return Object.fromEntries(rows.map((row) => [changeKind.parse(row.kind), row.total]))
}
