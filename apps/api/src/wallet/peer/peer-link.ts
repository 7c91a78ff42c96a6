import type { Log, PeerSession } from '@rollcall/directory'
import type { WalletSettings } from '@rollcall/vocabulary'
import type { Peer, PeerDriver, PeerEvents } from '../driver/peer-driver.ts'
import type { WalletMetrics } from '../wallet-metrics.ts'
import type { WalletPorts } from '../wallet-ports.ts'
import { startExchange, type Exchange, type ExchangeOptions } from './exchange.ts'
import { atPublicAddress, parseCandidate, writeCandidate, type Candidate } from './ice-candidate.ts'
import { MAX_CANDIDATES, type Offer } from './offer.ts'
import type { Outgoing } from './signals.ts'

/** From the offer to the open channel. */
const CONNECT_MS = 30_000
/** From the open channel to the last frame; the session itself allows the wallet 60 seconds. */
const EXCHANGE_MS = 90_000

export interface LinkOptions {
  readonly session: PeerSession
  /** Id of the wallet. */
  readonly receiverPeer: string
  readonly connectionId: string
  readonly offer: Offer
  readonly settings: WalletSettings
  readonly driver: PeerDriver
  readonly ports: WalletPorts
  readonly metrics: WalletMetrics
  readonly log: Log
  /** To the wallet, by whatever socket it has now. */
  signal(message: Outgoing): void
  closed(reason: 'ended' | 'unavailable'): void
}

/** One connection to one wallet, from its offer until everything that came over it has been dealt with. */
export interface PeerLink {
  readonly connectionId: string
  addCandidate(line: string): void
  /** Resolves when the exchange has ended, too. */
  close(): Promise<void>
}

interface Running extends LinkOptions {
  /** Names the data channel to the session. */
  readonly channel: string
  peer: Peer | null
  exchange: Exchange | null
  opened: boolean
  timer: NodeJS.Timeout | undefined
  /** Addresses of the wallet that were passed on. */
  candidates: number
  /** An address of ours was offered at the public address, too. */
  atPublic: boolean
  end: Promise<void> | null
}

/** Answers the offer. No time limit outlives the connection. */
export function openLink(options: LinkOptions): PeerLink {
  const { driver, offer, settings, ports } = options
  const running: Running = {
    ...options,
    channel: `peer:${ports.newId()}`,
    peer: null,
    exchange: null,
    opened: false,
    timer: undefined,
    candidates: 0,
    atPublic: false,
    end: null,
  }
  running.exchange = startExchange(toExchangeOptions(running))
  limit(running, CONNECT_MS)
  const network = { udpPorts: settings.udpPorts, iceServers: settings.iceServers }
  running.peer = driver.accept({ ...offer, network }, toPeerEvents(running))
  return {
    connectionId: options.connectionId,
    addCandidate: (line) => addCandidate(running, line),
    async close() {
      running.peer?.close()
      await running.end
    },
  }
}

function toExchangeOptions(running: Running): ExchangeOptions {
  const { ports, session, receiverPeer, channel, metrics, log } = running
  return {
    receive: (frame) => ports.receiveFrame({ to: { receiverPeer }, frame, channel }),
    async left() {
      if (running.opened) await ports.walletLeft({ sessionId: session.id, channel })
    },
    send: (message) => running.peer?.send(message),
    hangUp: () => running.peer?.close(),
    count: (outcome) => metrics.frame('peer', outcome),
    log,
  }
}

function toPeerEvents(running: Running): PeerEvents {
  return {
    answer: (sdp) => tell(running, 'ANSWER', { sdp: { type: 'answer', sdp } }),
    candidate: (line) => offerAddress(running, line),
    open() {
      running.opened = true
      limit(running, EXCHANGE_MS)
    },
    message: (bytes) => running.exchange?.hear(bytes),
    closed(reason) {
      clearTimeout(running.timer)
      running.end = running.exchange?.ended() ?? Promise.resolve()
      running.closed(reason)
    },
  }
}

function limit(running: Running, ms: number): void {
  clearTimeout(running.timer)
  running.timer = setTimeout(() => running.peer?.close(), ms)
}

function addCandidate(running: Running, line: string): void {
  const candidate = parseCandidate(line)
  if (!candidate || running.candidates >= MAX_CANDIDATES) return
  running.candidates += 1
  running.peer?.addCandidate(writeCandidate(candidate))
}

/** Behind NAT or in a container the library knows only addresses that phones cannot reach. */
function offerAddress(running: Running, line: string): void {
  const own = parseCandidate(line)
  if (!own) return
  tellCandidate(running, own)
  const { publicAddress } = running.settings
  const outside = publicAddress === null || running.atPublic ? null : atPublicAddress(own, publicAddress)
  if (!outside) return
  running.atPublic = true
  tellCandidate(running, outside)
}

function tellCandidate(running: Running, candidate: Candidate): void {
  const line = writeCandidate(candidate)
  tell(running, 'CANDIDATE', { candidate: { candidate: line, sdpMid: running.offer.mid, sdpMLineIndex: 0 } })
}

function tell(running: Running, type: 'ANSWER' | 'CANDIDATE', content: object): void {
  const { session, receiverPeer, connectionId } = running
  const payload = { ...content, type: 'data', connectionId }
  running.signal({ type, src: session.initiatorPeer, dst: receiverPeer, payload })
}
