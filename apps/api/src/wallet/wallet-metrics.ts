import { Counter, Gauge, type Registry } from 'prom-client'

/** What became of a frame. `stranger`: it could not be unsealed. `failed`: the server is to blame. */
export type FrameOutcome = 'answered' | 'done' | 'refused' | 'stranger' | 'limited' | 'failed'

export interface WalletMetrics {
  frame(transport: 'relay' | 'peer', outcome: FrameOutcome): void
  /** Sockets of the signalling that are open now. */
  sockets(count: number): void
  /** Connections to wallets that are open now, or being opened. */
  links(count: number): void
}

export function createWalletMetrics(registers: Registry[]): WalletMetrics {
  const frames = new Counter({
    name: 'rollcall_wallet_frames_total',
    help: 'Frames that wallets sent, by transport and what became of them.',
    labelNames: ['transport', 'outcome'],
    registers,
  })
  const sockets = new Gauge({
    name: 'rollcall_wallet_sockets',
    help: 'Wallets connected to the signalling at /peerjs.',
    registers,
  })
  const links = new Gauge({
    name: 'rollcall_wallet_connections',
    help: 'Data channels to wallets that are open or being opened.',
    registers,
  })
  return {
    frame: (transport, outcome) => frames.inc({ transport, outcome }),
    sockets: (count) => sockets.set(count),
    links: (count) => links.set(count),
  }
}
