import type { ClaimId } from '@rollcall/vocabulary'
import { DirectoryError } from '../errors.ts'
import type { Context } from '../context.ts'

export interface PeerSession {
  readonly id: ClaimId
  readonly initiatorPeer: string
  readonly expiresAt: Date
}

/** The live session a wallet may signal to under this receiver id; null when there is none. */
export async function findPeerSession(_call: {
  ctx: Context
  receiverPeer: string
}): Promise<PeerSession | null> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
