import { claimId, LIVE_WALLET_STATUSES, type ClaimId } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'

export interface PeerSession {
  readonly id: ClaimId
  readonly initiatorPeer: string
  readonly expiresAt: Date
}

const PEER_ID = /^[0-9a-f]{64}$/

/** The live session a wallet may signal to under this receiver id; null when there is none. */
export async function findPeerSession(call: {
  ctx: Context
  receiverPeer: string
}): Promise<PeerSession | null> {
  const { ctx, receiverPeer } = call
  if (!PEER_ID.test(receiverPeer)) return null
  const row = await ctx.db.client.walletSession.findFirst({
    where: { receiverPeer, status: { in: [...LIVE_WALLET_STATUSES] }, expiresAt: { gt: ctx.now() } },
    select: { id: true, initiatorPeer: true, expiresAt: true },
  })
  return row && { ...row, id: claimId.parse(row.id) }
}
