import { type Emit, lockMailing, type Tx } from '@rollcall/db'
import { type MailingStatus, mailingStatus, type MailingView } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { DirectoryError, notFound } from '../errors.ts'
import { readMailingView } from './read-mailing-view.ts'

const IS_OVER = {
  finished: 'This mailing is finished; nothing of it waits any more.',
  cancelled: 'This mailing was stopped. Start a new one for those who got nothing.',
  sending: 'This mailing is under way.',
  paused: 'This mailing is paused.',
} as const satisfies Record<MailingStatus, string>

interface Move {
  readonly id: string
  readonly to: MailingStatus
  readonly from: readonly MailingStatus[]
}

/**
 * Moves a mailing from one state to another with its row locked. Asked again, the answer is the same; from any other
 * state it is refused with `conflict`.
 */
export async function changeMailing(
  ctx: Context,
  { id, to, from }: Move,
  work: (transaction: { readonly tx: Tx; readonly emit: Emit }) => Promise<void>,
): Promise<MailingView> {
  await ctx.db.change(async (tx, emit) => {
    const row = await lockMailing(tx, id)
    if (!row) throw notFound('mailing')
    const status = mailingStatus.parse(row.status)
    if (status === to) return
    if (!from.includes(status)) throw new DirectoryError('conflict', IS_OVER[status])
    await work({ tx, emit })
  })
  return readMailingView(ctx.db.client, id)
}
