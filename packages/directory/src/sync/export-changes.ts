import { findAllChanges, pageChanges, type Prisma } from '@rollcall/db'
import { changeFilter, runId, type ChangeView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { toCsvHead, toCsvLines } from './export-changes-csv.ts'
import { toChangeFilter } from './list-changes.ts'
import { readChangeViews } from './read-change-views.ts'
import { readJournals, type RunJournal } from './run-journal.ts'

const schema = changeFilter.extend({ runId, format: z.enum(['csv', 'jsonl']) })
type Query = z.output<typeof schema>

/** Changes read and written at once: what an export of any size holds in memory. */
const CHUNK = 1_000

export interface ChangeExport {
  readonly fileName: string
  /** The file, piece by piece, each read when it is asked for. */
  readonly pieces: AsyncIterable<string>
}

/**
 * The changes of a run as a file: CSV for spreadsheets, or one JSON object of a change a line. Everything that the filter
 * lets through, in the order it is applied. `not_found` comes before the first piece.
 */
export async function exportChanges({ ctx, input }: Call<z.input<typeof schema>>): Promise<ChangeExport> {
  const query = parseInput(schema, input)
  const journal = (await readJournals(ctx.db.client, [query.runId])).get(query.runId)
  if (!journal) throw notFound('sync run')
  return { fileName: `run-${query.runId}-changes.${query.format}`, pieces: writePieces(ctx, query, journal) }
}

async function* writePieces(ctx: Context, query: Query, journal: RunJournal): AsyncGenerator<string> {
  if (query.format === 'csv') yield toCsvHead()
  const write = query.format === 'csv' ? toCsvLines : toJsonLines
  for await (const changes of readInChunks(ctx, query, journal)) yield write(changes)
}

async function* readInChunks(
  { db: { client } }: Context,
  query: Query,
  journal: RunJournal,
): AsyncGenerator<ChangeView[]> {
  for await (const seqs of seqsInChunks(client, query, journal))
    yield await readChangeViews(client, { runId: query.runId, seqs, journal })
}

/** What a search finds is looked up once: its numbers alone are small. */
async function* seqsInChunks(
  client: Prisma.TransactionClient,
  query: Query,
  journal: RunJournal,
): AsyncGenerator<number[]> {
  const filter = toChangeFilter(query, journal.appliedThrough)
  if (query.search) {
    const found = await findAllChanges(client, { filter, search: query.search })
    for (let from = 0; from < found.length; from += CHUNK) yield found.slice(from, from + CHUNK)
    return
  }
  for (let afterSeq: number | null = null; ;) {
    const seqs: number[] = await pageChanges(client, { filter, afterSeq, limit: CHUNK })
    if (seqs.length > 0) yield seqs
    if (seqs.length < CHUNK) return
    afterSeq = seqs.at(-1) ?? null
  }
}

function toJsonLines(changes: readonly ChangeView[]): string {
  return changes.map((change) => `${JSON.stringify(change)}\n`).join('')
}
