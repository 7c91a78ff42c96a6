import { claimId, type WalletSessionView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError, parseInput } from '../errors.ts'
import { isOpener } from './is-opener.ts'
import type { Opener } from './opener.ts'
import { toWalletSessionView } from './to-wallet-session-view.ts'
import { findWalletRow } from './wallet-row.ts'

const schema = z.object({ id: claimId })

/** A QR as its opener sees it. Throws `not_found` for everyone else. */
export async function getWalletSession({
  ctx,
  input,
  opener,
}: Call<z.input<typeof schema>> & { opener: Opener }): Promise<WalletSessionView> {
  const { id } = parseInput(schema, input)
  const row = await findWalletRow(ctx.db.client, { id })
  if (!row || !isOpener(row, opener)) throw notHere()
  return toWalletSessionView(ctx, row, true)
}

export function notHere(): DirectoryError {
  return new DirectoryError(
    'not_found',
    'There is no such QR in this browser. It may have been opened in another one, or long ago. Open a new one.',
  )
}
