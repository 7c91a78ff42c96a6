import { countMailingEmails, type MailingCounts, type Prisma, type Tx } from '@rollcall/db'
import { actor, type MailingView, mailingView } from '@rollcall/vocabulary'
import { notFound } from '../errors.ts'

export const MAILING_SELECT = {
  id: true,
  status: true,
  total: true,
  pausedReason: true,
  createdBy: true,
  createdAt: true,
  finishedAt: true,
} as const satisfies Prisma.MailingSelect

type MailingRow = Prisma.MailingGetPayload<{ select: typeof MAILING_SELECT }>

/** These mailings with their counts, which come in one statement for all of them. */
export async function toMailingViews(client: Tx, rows: readonly MailingRow[]): Promise<MailingView[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const counts = new Map((await countMailingEmails(client, ids)).map((one) => [one.mailingId, one]))
  return rows.map((row) => toView(row, counts.get(row.id)))
}

export async function readMailingView(client: Tx, id: string): Promise<MailingView> {
  const row = await client.mailing.findUnique({ where: { id }, select: MAILING_SELECT })
  const [view] = row ? await toMailingViews(client, [row]) : []
  if (!view) throw notFound('mailing')
  return view
}

function toView(row: MailingRow, counts: MailingCounts | undefined): MailingView {
  return mailingView.parse({
    id: row.id,
    status: row.status,
    pausedReason: row.pausedReason,
    counts: {
      total: row.total,
      waiting: counts?.waiting ?? 0,
      sent: counts?.sent ?? 0,
      failed: counts?.failed ?? 0,
      skipped: counts?.skipped ?? 0,
      cancelled: counts?.cancelled ?? 0,
    },
    startedBy: actor.parse(row.createdBy).name,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  })
}
