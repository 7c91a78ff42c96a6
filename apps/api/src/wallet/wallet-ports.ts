import {
  findPeerSession,
  readWalletSettings,
  receiveFrame,
  walletLeft,
  type FrameAddress,
  type FrameAnswer,
  type PeerSession,
} from '@rollcall/directory'
import type { ClaimId, WalletSettings } from '@rollcall/vocabulary'
import { SYSTEM, type AppDeps } from '../app-deps.ts'

/** What the transports need of the rest of the house; tests bring their own. */
export interface WalletPorts {
  receiveFrame(call: { to: FrameAddress; frame: string; channel: string }): Promise<FrameAnswer>
  findPeerSession(receiverPeer: string): Promise<PeerSession | null>
  walletLeft(call: { sessionId: ClaimId; channel: string }): Promise<void>
  /** As they are now: a change takes effect with the next connection. */
  readSettings(): Promise<WalletSettings>
  newId(): string
  now(): Date
}

export function openWalletPorts(deps: AppDeps): WalletPorts {
  const context = () => deps.contextFor(SYSTEM)
  return {
    receiveFrame: (call) => receiveFrame({ ctx: context(), ...call }),
    findPeerSession: (receiverPeer) => findPeerSession({ ctx: context(), receiverPeer }),
    walletLeft: (call) => walletLeft({ ctx: context(), ...call }),
    readSettings: () => readWalletSettings(deps.db.client, context()),
    newId: () => context().newId(),
    now: () => deps.now(),
  }
}
