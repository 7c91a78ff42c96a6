import type { WalletDriver } from '@rollcall/vocabulary'

/** A library that can hold a data channel. */
export type DriverName = Exclude<WalletDriver, 'off'>

/** How phones reach our data channels. */
export interface PeerNetwork {
  /** First and last UDP port; null lets the system choose. */
  readonly udpPorts: { readonly from: number; readonly to: number } | null
  /** `stun:` and `turn:` addresses as the wallet settings hold them. */
  readonly iceServers: readonly string[]
}

/** What happens to one connection, in this order; addresses may come at any time. Nothing follows `closed`. */
export interface PeerEvents {
  /** Our description, to be sent back for the offer. */
  answer(sdp: string): void
  /** A line with an address of ours. */
  candidate(line: string): void
  /** The wallet's data channel is open. */
  open(): void
  message(bytes: Uint8Array): void
  /** `unavailable`: the library cannot be used here; the wallet is not to blame. */
  closed(reason: 'ended' | 'unavailable'): void
}

/** One connection to one wallet. Nothing here throws, also not after it has closed. */
export interface Peer {
  addCandidate(line: string): void
  send(bytes: Uint8Array): void
  close(): void
}

export interface PeerOffer {
  readonly sdp: string
  /** Name of the media section. */
  readonly mid: string
  readonly network: PeerNetwork
}

export interface PeerDriver {
  /** Begins to answer an offer. What comes of it is told to `events`, never before this has returned. May throw. */
  accept(offer: PeerOffer, events: PeerEvents): Peer
  /** Ends every connection. */
  close(): Promise<void>
}
