import {
  countMatchingChanges,
  pageChanges,
  searchChanges,
  type ChangeFilter,
  type ChangeSearch,
  type Prisma,
} from '@rollcall/db'
import { changeFilter, changeListInput, type changeListing, runId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { decodeCursor, encodeCursor, takePage } from '../paging/cursor.ts'
import { totalOf, type ChangeTally } from './change-tally.ts'
import { readChangeViews } from './read-change-views.ts'
import { readTally } from './read-tally.ts'

const schema = changeListInput.extend({ runId })
const chosen = changeFilter.extend({ runId })
type Chosen = z.output<typeof chosen>
const place = z.object({ seq: z.number().int() })

/** Changes are counted no further than this; those of a search, each of which has to be fetched to be counted, no further than that. */
const MOST_COUNTED = 10_000
const MOST_FOUND = 1_000

/**
 * A run's plan or journal in the order it is applied. `kinds` and `outcomes` count the whole run, before search and
 * filter. What it costs goes with the page shown and not with the run.
 */
export async function listChanges({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<z.infer<typeof changeListing>> {
  const query = parseInput(schema, input)
  const after = decodeCursor(place, query.cursor)
  const { client } = ctx.db
  const { journal, tally } = await readTally(client, query.runId)
  const filter = toChangeFilter(query, journal.appliedThrough)
  const chunk = { filter, afterSeq: after?.seq ?? null, limit: query.limit + 1 }
  const { seqs, ...counted } = query.search
    ? await readSearched(client, { ...chunk, search: query.search })
    : { seqs: await pageChanges(client, chunk), ...(await countTotal(client, { query, filter, tally })) }
  const { page, last } = takePage(seqs, query.limit)
  return {
    items: await readChangeViews(client, { runId: query.runId, seqs: page, journal }),
    ...counted,
    nextCursor: last === null ? null : encodeCursor({ seq: last }),
    kinds: tally.kinds,
    outcomes: tally.outcomes,
  }
}

export function toChangeFilter(query: Chosen, appliedThrough: number): ChangeFilter {
  return { runId: query.runId, kind: query.kind, outcome: query.outcome, appliedThrough }
}

interface Counting {
  readonly query: Chosen
  readonly filter: ChangeFilter
  readonly tally: ChangeTally
}

async function countTotal(client: Prisma.TransactionClient, { query, filter, tally }: Counting) {
  const known = totalOf(tally, query.kind, query.outcome)
  if (known !== null) return { total: known, totalIsLeast: false }
  return toTotal(await countMatchingChanges(client, filter, MOST_COUNTED + 1), MOST_COUNTED)
}

async function readSearched(client: Prisma.TransactionClient, search: Omit<ChangeSearch, 'most'>) {
  const { seqs, counted } = await searchChanges(client, { ...search, most: MOST_FOUND })
  return { seqs, ...toTotal(counted, MOST_FOUND) }
}

function toTotal(counted: number, most: number) {
  return { total: Math.min(counted, most), totalIsLeast: counted > most }
}
