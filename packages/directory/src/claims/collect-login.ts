import { lockWalletSession, type Emit, type Tx } from '@rollcall/db'
import { claimId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Context } from '../context.ts'
import { DirectoryError, parseInput } from '../errors.ts'
import { notHere } from './get-wallet-session.ts'
import { isOpener } from './is-opener.ts'
import type { Opener } from './opener.ts'
import { findWalletRow, isClaim, type WalletRow } from './wallet-row.ts'

const schema = z.object({ id: claimId })

/** The browser asks at once; a sign-in that is left lying is not for whoever comes by later. */
const COLLECT_WITHIN_MS = 5 * 60_000

/**
 * Whom a finished sign-in is for; once, and only for the browser that showed the QR. Runs in the transaction that starts
 * the session. Throws `not_found` for any other browser, `claim_closed` when there is nothing to collect and `forbidden`
 * for someone who was disabled meanwhile.
 */
export async function collectLogin(call: {
  ctx: Context
  tx: Tx
  emit: Emit
  id: string
  opener: Opener
}): Promise<{ id: string; name: string; email: string | null; role: string }> {
  const { ctx, tx, opener } = call
  const { id } = parseInput(schema, { id: call.id })
  await lockWalletSession(tx, id)
  const row = await findWalletRow(tx, { id })
  if (!row || isClaim(row) || !isOpener(row, opener)) throw notHere()
  refuseUnfinished(row, ctx.now())
  const { count } = await tx.walletSession.updateMany({
    where: { id, status: 'done', collectedAt: null },
    data: { collectedAt: ctx.now(), version: { increment: 1 } },
  })
  if (count !== 1) throw closed('Somebody has signed in with this QR already. Open a new one.')
  const person =
    row.userId !== null && row.did !== null
      ? await tx.user.findFirst({
          where: { id: row.userId, did: row.did, status: 'active' },
          select: { id: true, name: true, email: true, role: true },
        })
      : null
  if (person) return person
  throw new DirectoryError('forbidden', 'This account is disabled. Ask an administrator to enable it.')
}

function refuseUnfinished(row: WalletRow, now: Date): void {
  if (row.status !== 'done' || row.finishedAt === null) {
    throw closed('No wallet has finished with this QR. Scan it, or open a new one.')
  }
  if (now.getTime() - row.finishedAt.getTime() > COLLECT_WITHIN_MS) {
    throw closed('This sign-in was left too long. Open a new QR.')
  }
}

function closed(message: string): DirectoryError {
  return new DirectoryError('claim_closed', message)
}
