import { claimId, type ClaimView, type EmailedClaimView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { EMAILED_CLAIM_SELECT, toEmailedClaimView } from '../mail/to-emailed-claim-view.ts'
import type { Opener } from './opener.ts'
import { toClaimView } from './to-claim-view.ts'
import { findWalletRow, isClaim } from './wallet-row.ts'

const schema = z.object({ id: claimId })

/** One claim by id, a QR or an emailed link; the QR itself only for its opener. */
export async function getClaim({
  ctx,
  input,
  opener,
}: Call<z.input<typeof schema>> & { opener: Opener | null }): Promise<ClaimView | EmailedClaimView> {
  const { id } = parseInput(schema, input)
  const row = await findWalletRow(ctx.db.client, { id })
  if (row && isClaim(row)) return toClaimView(ctx, row, opener)
  const link = await ctx.db.client.claimLink.findUnique({ where: { id }, select: EMAILED_CLAIM_SELECT })
  if (!link) throw notFound('claim')
  return toEmailedClaimView(link, ctx.now())
}
