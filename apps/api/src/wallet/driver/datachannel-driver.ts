import type { DataChannel, PeerConnection, RtcConfig } from 'node-datachannel'
import type { Peer, PeerDriver, PeerEvents, PeerNetwork, PeerOffer } from './peer-driver.ts'

const MAX_MESSAGE_BYTES = 64 * 1024
const OVER = ['disconnected', 'failed', 'closed']

/** WebRTC in native code. Throws when there is none for this machine. */
export async function loadDataChannel(): Promise<PeerDriver> {
  const library = await import('node-datachannel')
  const open = new Set<Peer>()
  return {
    accept(offer, events) {
      const connection = new library.PeerConnection('wallet', toConfiguration(offer.network))
      const peer = openPeer({ connection, offer, events, onClosed: () => open.delete(peer) })
      open.add(peer)
      return peer
    },
    async close() {
      for (const peer of open) peer.close()
      library.cleanup()
    },
  }
}

function openPeer(call: {
  connection: PeerConnection
  offer: PeerOffer
  events: PeerEvents
  onClosed: () => void
}): Peer {
  const { connection, offer, events, onClosed } = call
  let channel: DataChannel | null = null
  let closed = false

  function close(): void {
    if (closed) return
    closed = true
    onClosed()
    events.closed('ended')
    // Not within one of its own callbacks.
    setImmediate(() => connection.close())
  }
  /** The library throws when a connection has ended in the meantime, or does not like what a stranger said. */
  function attempt(work: () => void, otherwise = close): void {
    if (closed) return
    try {
      work()
    } catch {
      otherwise()
    }
  }

  connection.onLocalDescription((sdp) => attempt(() => events.answer(sdp)))
  connection.onLocalCandidate((line) => attempt(() => events.candidate(line.replace(/^a=/, ''))))
  connection.onStateChange((state) => {
    if (OVER.includes(state)) close()
  })
  connection.onDataChannel((opened) => {
    if (channel) return close()
    channel = opened
    opened.onMessage((data) => attempt(() => events.message(toBytes(data))))
    opened.onClosed(close)
    opened.onError(close)
    attempt(() => events.open())
  })
  setImmediate(() => attempt(() => connection.setRemoteDescription(offer.sdp, 'offer')))

  return {
    addCandidate(line) {
      const add = () => connection.addRemoteCandidate(line, offer.mid)
      setImmediate(() => attempt(add, () => {}))
    },
    send(bytes) {
      attempt(() => channel?.sendMessageBinary(bytes))
    },
    close,
  }
}

function toBytes(data: string | Buffer | ArrayBuffer): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}

function toConfiguration({ udpPorts, iceServers }: PeerNetwork): RtcConfig {
  const onePort = udpPorts !== null && udpPorts.from === udpPorts.to
  return {
    iceServers: [...iceServers],
    maxMessageSize: MAX_MESSAGE_BYTES,
    ...(udpPorts && { portRangeBegin: udpPorts.from, portRangeEnd: udpPorts.to }),
    // All connections share the port.
    ...(onePort && { enableIceUdpMux: true }),
  }
}
