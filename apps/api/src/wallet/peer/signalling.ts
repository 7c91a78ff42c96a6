import type { Log } from '@rollcall/directory'
import type { ClaimId } from '@rollcall/vocabulary'
import type { WebSocket } from 'ws'
import type { DriverName, PeerDriver } from '../driver/peer-driver.ts'
import type { WalletMetrics } from '../wallet-metrics.ts'
import type { WalletPorts } from '../wallet-ports.ts'
import { createAddressQuota, type AddressQuota } from './address-quota.ts'
import { parseOffer } from './offer.ts'
import { openLink, type PeerLink } from './peer-link.ts'
import { openSocket, type Admission, type PeerSocket } from './peer-socket.ts'
import type { Incoming } from './signals.ts'

/** Connections to wallets at the same time; the driver's process holds about a megabyte for each. */
const PLACES = { total: 200, perAddress: 100 }

export interface SignallingOptions {
  readonly ports: WalletPorts
  readonly metrics: WalletMetrics
  readonly log: Log
  /** The driver of this name, in a process that starts when it is needed. */
  driver(name: DriverName): PeerDriver
}

/** Knows only the wallets that may answer a QR now. Each speaks to this server alone, never to another client. */
export interface Signalling {
  /** A client has connected from this address and says this is its id. */
  welcome(socket: WebSocket, client: { id: string; address: string }): void
  /** Hangs up on everyone and resolves when every exchange has ended. */
  close(): Promise<void>
}

interface Running extends SignallingOptions {
  /** Every client, looked up or not. */
  readonly everyone: Set<PeerSocket>
  /** The wallet of each session: one that comes again takes the place of itself. */
  readonly sockets: Map<string, PeerSocket>
  readonly links: Map<ClaimId, PeerLink>
  readonly ending: Set<Promise<void>>
  readonly places: AddressQuota
}

export function createSignalling(options: SignallingOptions): Signalling {
  const running: Running = {
    ...options,
    everyone: new Set(),
    sockets: new Map(),
    links: new Map(),
    ending: new Set(),
    places: createAddressQuota(PLACES),
  }
  return {
    welcome: (socket, client) => welcome(running, socket, client),
    close: () => close(running),
  }
}

function welcome(running: Running, socket: WebSocket, client: { id: string; address: string }): void {
  const { ports, metrics, log, everyone } = running
  const { id } = client
  const opened = openSocket({
    socket,
    ...client,
    log,
    now: () => ports.now(),
    admit: () => admit(ports, id),
    admitted: (admitted) => takePlace(running, admitted),
    offered: (from, offer) => answer(running, from, offer),
    candidate(from, { payload }) {
      const link = linkOf(running, from)
      if (link?.connectionId === payload.connectionId) link.addCandidate(payload.candidate.candidate)
    },
    closed(gone) {
      everyone.delete(gone)
      if (running.sockets.get(id) === gone) running.sockets.delete(id)
      metrics.sockets(everyone.size)
    },
  })
  everyone.add(opened)
  metrics.sockets(everyone.size)
}

async function admit(ports: WalletPorts, id: string): Promise<Admission | null> {
  const session = await ports.findPeerSession(id)
  return session && { session, settings: await ports.readSettings() }
}

function takePlace({ sockets, links }: Running, socket: PeerSocket): void {
  const before = sockets.get(socket.id)
  sockets.set(socket.id, socket)
  before?.close()
  const session = socket.admission?.session
  if (session && links.has(session.id)) socket.setBusy(true)
}

function linkOf({ links }: Running, { admission }: PeerSocket): PeerLink | undefined {
  return admission ? links.get(admission.session.id) : undefined
}

function answer(running: Running, socket: PeerSocket, signal: Extract<Incoming, { type: 'OFFER' }>): void {
  const { links } = running
  const { admission, id } = socket
  const offer = parseOffer(signal.payload.sdp.sdp)
  if (!offer || !admission) return socket.close('senseless')
  const { session, settings } = admission
  void links.get(session.id)?.close()
  if (settings.driver === 'off') return socket.close('off')
  const leave = running.places.enter(socket.address)
  if (!leave) return socket.close('unavailable')
  const link = openLink({
    ...running,
    session,
    settings,
    offer,
    receiverPeer: id,
    connectionId: signal.payload.connectionId,
    driver: running.driver(settings.driver),
    signal: (message) => running.sockets.get(id)?.send(message),
    closed(reason) {
      leave()
      forget(running, { session: session.id, id, link, reason })
    },
  })
  links.set(session.id, link)
  running.metrics.links(links.size)
  socket.setBusy(true)
}

function forget(
  running: Running,
  gone: { session: ClaimId; id: string; link: PeerLink; reason: 'ended' | 'unavailable' },
): void {
  const { links, sockets, ending } = running
  const end = gone.link.close().finally(() => ending.delete(end))
  ending.add(end)
  if (links.get(gone.session) !== gone.link) return
  links.delete(gone.session)
  running.metrics.links(links.size)
  const socket = sockets.get(gone.id)
  if (gone.reason === 'unavailable') socket?.close('unavailable')
  else socket?.setBusy(false)
}

async function close({ everyone, links, ending }: Running): Promise<void> {
  for (const socket of everyone) socket.close('stopping')
  await Promise.all([...links.values()].map((link) => link.close()))
  await Promise.all(ending)
}
