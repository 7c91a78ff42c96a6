import type { Tx } from '@rollcall/db'
import { toInitiatorPeerId, toReceiverPeerId, toRelayToken } from '@rollcall/vaultysid'
import type { Actor } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { toBinding } from './is-opener.ts'
import type { Opener } from './opener.ts'
import { newSessionKey, sealSessionKey } from './session-key.ts'
import { WALLET_SELECT, type WalletRow } from './wallet-row.ts'

const MINUTE = 60_000

export type NewWalletSession = {
  readonly opener: Opener
  readonly openedBy: Actor
  readonly lifetimeMinutes: number
} & (
  | { readonly purpose: 'login'; readonly openedVia: 'sign_in' }
  | {
      readonly purpose: 'claim'
      readonly userId: string
      readonly openedVia: 'staff' | 'self' | 'link' | 'invitation'
      /** The link or invitation it came of. */
      readonly linkId?: string
    }
)

/** Makes a QR in the caller's transaction, with a key of its own that is stored sealed. */
export async function insertSession(
  { ctx, tx }: { ctx: Context; tx: Tx },
  session: NewWalletSession,
): Promise<WalletRow> {
  const id = ctx.newId()
  const key = newSessionKey(ctx)
  const now = ctx.now()
  return tx.walletSession.create({
    data: {
      id,
      purpose: session.purpose,
      ...(session.purpose === 'claim' && toClaimColumns(session)),
      ...toBinding(session.opener),
      openedBy: { ...session.openedBy },
      openedVia: session.openedVia,
      keySealed: sealSessionKey(ctx, id, key),
      relayToken: toRelayToken(key),
      initiatorPeer: toInitiatorPeerId(key),
      receiverPeer: toReceiverPeerId(key),
      createdAt: now,
      expiresAt: new Date(now.getTime() + session.lifetimeMinutes * MINUTE),
    },
    select: WALLET_SELECT,
  })
}

function toClaimColumns({ userId, openedVia, linkId }: Extract<NewWalletSession, { purpose: 'claim' }>): {
  userId: string
  claimLinkId?: string
  invitationId?: string
} {
  if (linkId === undefined) return { userId }
  return openedVia === 'invitation' ? { userId, invitationId: linkId } : { userId, claimLinkId: linkId }
}
