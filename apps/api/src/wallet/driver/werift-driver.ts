import type { RTCDataChannel, RTCPeerConnection } from 'werift'
import { parseIceServer } from './ice-server.ts'
import type { Peer, PeerDriver, PeerEvents, PeerNetwork, PeerOffer } from './peer-driver.ts'

const MAX_MESSAGE_BYTES = 64 * 1024
/** Bytes of every packet of a connection; beyond it someone fills memory with parts that never become a message. */
const MAX_WIRE_BYTES = 1024 * 1024
/** Finding free ports takes a moment; asking a STUN server that does not answer takes longer, and may. */
const TURN_MS = 1_000

const ONE_PORT =
  'werift needs a UDP port for each connection. Give it a range in the wallet settings, or choose node-datachannel, which shares one.'

/** WebRTC in JavaScript alone. Throws for settings that it cannot follow. */
export async function loadWerift(): Promise<PeerDriver> {
  const { RTCPeerConnection } = await import('werift')
  const open = new Set<Peer>()
  let gathering: Promise<unknown> = Promise.resolve()

  /** With a range of ports each connection looks for free ones by trying, so they do it one after another. */
  function inTurn(work: () => Promise<unknown>): Promise<unknown> {
    gathering = gathering.then(() => Promise.race([work(), wait(TURN_MS)])).catch(() => {})
    return gathering
  }

  return {
    accept(offer, events) {
      const { udpPorts } = offer.network
      if (udpPorts && udpPorts.from === udpPorts.to) throw new Error(ONE_PORT)
      const connection = new RTCPeerConnection(toConfiguration(offer.network))
      const peer = openPeer({ connection, offer, events, inTurn, onClosed: () => open.delete(peer) })
      open.add(peer)
      return peer
    },
    async close() {
      for (const peer of open) peer.close()
    },
  }
}

function openPeer(call: {
  connection: RTCPeerConnection
  offer: PeerOffer
  events: PeerEvents
  inTurn: (work: () => Promise<unknown>) => Promise<unknown>
  onClosed: () => void
}): Peer {
  const { connection, offer, events, onClosed } = call
  let channel: RTCDataChannel | null = null
  let closed = false

  function close(): void {
    if (closed) return
    closed = true
    onClosed()
    events.closed('ended')
    connection.close().catch(() => {})
  }

  connection.onIceCandidate.subscribe((candidate) => {
    if (candidate && !closed) events.candidate(candidate.candidate)
  })
  connection.connectionStateChange.subscribe((state) => {
    if (state === 'failed' || state === 'closed' || state === 'disconnected') close()
  })
  connection.onDataChannel.subscribe((opened) => {
    if (channel) return close()
    channel = opened
    opened.onMessage.subscribe((data) => {
      if (!closed) events.message(typeof data === 'string' ? Buffer.from(data) : data)
    })
    opened.stateChanged.subscribe((state) => {
      if (state === 'closing' || state === 'closed') close()
    })
    if (!closed) events.open()
  })
  const answered = answer(call, () => closed, close).catch(close)

  return {
    addCandidate(line) {
      const candidate = { candidate: line, sdpMid: offer.mid, sdpMLineIndex: 0 }
      const add = () => (closed ? undefined : connection.addIceCandidate(candidate))
      answered.then(add).catch(() => {})
    },
    send(bytes) {
      try {
        if (!closed) channel?.send(Buffer.from(bytes))
      } catch {
        close()
      }
    },
    close,
  }
}

async function answer(
  call: Parameters<typeof openPeer>[0],
  isClosed: () => boolean,
  close: () => void,
): Promise<void> {
  const { connection, offer, events, inTurn } = call
  await connection.setRemoteDescription({ type: 'offer', sdp: offer.sdp })
  let wire = 0
  for (const { connection: ice } of connection.iceTransports) {
    // Without a server of ours the library asks one of Google's.
    if (!offer.network.iceServers.some((server) => server.startsWith('stun'))) delete ice.stunServer
    ice.onData.subscribe((packet) => {
      wire += packet.length
      if (wire > MAX_WIRE_BYTES) close()
    })
  }
  const description = await connection.createAnswer()
  if (isClosed()) return
  events.answer(description.sdp)
  const gather = () => (isClosed() ? Promise.resolve() : connection.setLocalDescription(description))
  await (offer.network.udpPorts ? inTurn(gather) : gather())
}

function toConfiguration({
  udpPorts,
  iceServers,
}: PeerNetwork): ConstructorParameters<typeof RTCPeerConnection>[0] {
  return {
    codecs: {},
    maxMessageSize: MAX_MESSAGE_BYTES,
    iceServers: iceServers.flatMap((text) => parseIceServer(text) ?? []),
    ...(udpPorts && { icePortRange: [udpPorts.from, udpPorts.to] as [number, number] }),
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}
