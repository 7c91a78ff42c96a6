import { pageMailingEmails } from '@rollcall/db'
import { mailingEmailListInput, type mailingEmailListing, mailingEmailView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { decodeCursor, encodeCursor, takePage } from '../paging/cursor.ts'
import { inOrder } from '../paging/in-order.ts'

const place = z.object({ id: z.uuid() })

const SELECT = {
  id: true,
  userId: true,
  name: true,
  recipient: true,
  status: true,
  problem: true,
  attempts: true,
  nextAttemptAt: true,
  sentAt: true,
} as const

/** What became of each message of a mailing, in the order they were made. */
export async function listMailingEmails({
  ctx,
  input,
}: Call<z.input<typeof mailingEmailListInput>>): Promise<z.infer<typeof mailingEmailListing>> {
  const { mailingId, status, search, cursor, limit } = parseInput(mailingEmailListInput, input)
  const after = decodeCursor(place, cursor)?.id ?? null
  const { client } = ctx.db
  if ((await client.mailing.count({ where: { id: mailingId } })) === 0) throw notFound('mailing')
  const found = await pageMailingEmails(client, { mailingId, status, search, after, limit: limit + 1 })
  const { page, last } = takePage(found.ids, limit)
  const rows = await client.email.findMany({ where: { id: { in: page } }, select: SELECT })
  const items = inOrder(page, rows, (row) => row.id).map((row) =>
    mailingEmailView.parse({
      ...row,
      nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
      sentAt: row.sentAt?.toISOString() ?? null,
    }),
  )
  return { items, total: found.total, nextCursor: last && encodeCursor({ id: last }) }
}
