import {
  countDirectoryPeople,
  listCoverage,
  listExplainedIdentities,
  pageDirectoryPeople,
} from '@rollcall/db'
import {
  directoryPeopleInput,
  directoryPeopleListing,
  MOST_DIRECTORY_PEOPLE,
  type DirectoryPeopleListing,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { decodeCursor, encodeCursor, takePage } from '../paging/cursor.ts'
import { inOrder } from '../paging/in-order.ts'
import { explainPresence } from './explain-absence.ts'
import { toCoverage } from './explain-coverage.ts'
import { toDirectoryObject } from './to-directory-person.ts'

const place = z.object({ connectionId: z.uuid(), ordinal: z.string().regex(/^\d{1,18}$/) })

/**
 * People of the mirror, here or not, each with the short answer why; and what the connections read, which says why
 * someone is not listed at all. `total` stops counting at `MOST_DIRECTORY_PEOPLE`.
 */
export async function listDirectoryPeople({
  ctx,
  input,
}: Call<z.input<typeof directoryPeopleInput>>): Promise<DirectoryPeopleListing> {
  const query = parseInput(directoryPeopleInput, input)
  const after = decodeCursor(place, query.cursor)
  const { client } = ctx.db
  const filter = { search: query.search, connectionId: query.connectionId, show: query.show }
  const total = await countDirectoryPeople(client, filter, MOST_DIRECTORY_PEOPLE)
  const found = await pageDirectoryPeople(client, { filter, after, limit: query.limit + 1 })
  const { page, last } = takePage(found, query.limit)
  const ids = page.map((row) => row.id)
  const rows = await listExplainedIdentities(client, { ids })
  const coverage = await listCoverage(client, query.connectionId)
  return directoryPeopleListing.parse({
    items: inOrder(ids, rows, (row) => row.id).map((row) => ({
      ...toDirectoryObject(row),
      userId: row.userId,
      answer: explainPresence(row),
    })),
    total,
    nextCursor: last && encodeCursor({ connectionId: last.connectionId, ordinal: last.ordinal }),
    coverage: coverage.map(toCoverage),
  } satisfies Record<keyof DirectoryPeopleListing, unknown>)
}
