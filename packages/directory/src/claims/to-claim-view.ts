import { actor, claimView, type ClaimView } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { isOpener } from './is-opener.ts'
import type { Opener } from './opener.ts'
import { toWalletSessionView } from './to-wallet-session-view.ts'
import type { WalletRow } from './wallet-row.ts'

/** The claim of a person for those who look after people. */
export async function toClaimView(ctx: Context, row: WalletRow, opener: Opener | null): Promise<ClaimView> {
  const mine = isOpener(row, opener)
  const session = await toWalletSessionView(ctx, row, mine)
  const [first] = session.qr
  return claimView.parse({
    ...session,
    userId: row.userId,
    delivery: 'qr',
    ...(first && { qrText: first.text }),
    openedBy: actor.parse(row.openedBy).name,
    mine,
  } satisfies Partial<Record<keyof ClaimView, unknown>>)
}
