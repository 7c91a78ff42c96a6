import type { Tx } from './change.ts'
import { Prisma } from './generated/client.ts'

/** What ended with a person's access. */
export interface EndedAccess {
  readonly sessions: number
  readonly keys: number
  /** QRs that a wallet could still have answered. */
  readonly qrs: readonly { readonly id: string; readonly userId: string; readonly name: string }[]
  readonly grants: readonly {
    readonly id: string
    readonly userId: string
    readonly name: string
    readonly capability: string
  }[]
}

/**
 * Ends everything a disabled person could come in by or act with: sessions, API keys, open QRs, emailed links and the
 * messages that would carry them, and capabilities. Runs after the statement that disables, in its transaction, so
 * that what started a moment before is seen.
 */
export async function endAccess(tx: Tx, { userId, at }: { userId: string; at: Date }): Promise<EndedAccess> {
  return endAccessOf(tx, Prisma.sql`select ${userId}::uuid as id`, Prisma.sql`${at}::timestamptz`)
}

/** The same for everyone whose `id` the query `who` gives, at the instant that the expression `at` gives. */
export async function endAccessOf(tx: Tx, who: Prisma.Sql, at: Prisma.Sql): Promise<EndedAccess> {
  const rows = await tx.$queryRaw<{ ended: EndedAccess }[]>`
    select end_access(array(select p.id from (${who}) p), ${at}) as ended`
  return rows[0]?.ended ?? { sessions: 0, keys: 0, qrs: [], grants: [] }
}
