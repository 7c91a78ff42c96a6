import type { FrameAnswer, PeerSession } from '@rollcall/directory'
import { claimId, walletSettings, type WalletSettings } from '@rollcall/vocabulary'
import { randomUUID } from 'node:crypto'
import type { WalletPorts } from '../wallet/wallet-ports.ts'

/** Ports without a house behind them, which tests bend to what they are about. */
export interface FakeWalletPorts extends WalletPorts {
  /** By receiver id. */
  readonly sessions: Map<string, PeerSession>
  readonly received: { to: object; frame: string; channel: string }[]
  readonly left: { sessionId: string; channel: string }[]
  readonly lookUps: string[]
  answer: (frame: string, channel: string) => FrameAnswer | Promise<FrameAnswer>
  settings: WalletSettings
  /** A QR that a wallet may answer now. */
  addSession(receiverPeer: string, initiatorPeer: string, lifeMs?: number): PeerSession
}

/** Answers `init` with `step` and `complete` with `last`, as a session does; everything else is a stranger's. */
export function fakeWalletPorts(): FakeWalletPorts {
  const ports: FakeWalletPorts = {
    sessions: new Map(),
    received: [],
    left: [],
    lookUps: [],
    settings: walletSettings.parse({}),
    answer(frame) {
      if (frame === 'init') return { kind: 'reply', frame: 'step', done: false }
      if (frame === 'complete') return { kind: 'reply', frame: 'last', done: true }
      return { kind: 'refused', stranger: frame !== 'wrong' }
    },
    addSession(receiverPeer, initiatorPeer, lifeMs = 240_000) {
      const expiresAt = new Date(Date.now() + lifeMs)
      const session = { id: claimId.parse(randomUUID()), initiatorPeer, expiresAt }
      ports.sessions.set(receiverPeer, session)
      return session
    },
    async receiveFrame(call) {
      ports.received.push(call)
      return ports.answer(call.frame, call.channel)
    },
    async findPeerSession(receiverPeer) {
      ports.lookUps.push(receiverPeer)
      return ports.sessions.get(receiverPeer) ?? null
    },
    async walletLeft(call) {
      ports.left.push(call)
    },
    readSettings: async () => ports.settings,
    newId: randomUUID,
    now: () => new Date(),
  }
  return ports
}
