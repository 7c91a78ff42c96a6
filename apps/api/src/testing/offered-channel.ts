import { RTCPeerConnection } from 'werift'
import { deferred } from './deferred.ts'

/** An address of one end, as PeerJS sends it. */
export interface SentCandidate {
  readonly candidate: string
  readonly sdpMid: string
  readonly sdpMLineIndex: number
}

/** The wallet's end of a data channel, offered and not yet answered. */
export interface OfferedChannel {
  readonly sdp: string
  accept(answer: string): Promise<void>
  addCandidate(candidate: SentCandidate): void
  /** Addresses of this end, those found so far at once. */
  onCandidate(tell: (candidate: SentCandidate) => void): void
  readonly opened: Promise<void>
  readonly closed: Promise<void>
  /** What came over the channel and has not been taken yet; waits for the next. Rejects when the channel closes. */
  next(): Promise<Uint8Array>
  send(bytes: Uint8Array): void
  /** Something no client sends: a message whose kind nobody has defined. */
  sendStrange(): void
  /** Opens one more channel on the same connection. */
  openAnother(): void
  /** At once: packets that have not been sent are dropped. */
  close(): Promise<void>
}

/** A data channel as PeerJS makes it, on a WebRTC connection of its own. */
export async function offerChannel(label = 'dc_test'): Promise<OfferedChannel> {
  const connection = new RTCPeerConnection({ codecs: {}, iceServers: [] })
  const channel = connection.createDataChannel(label, { ordered: true })
  for (const { connection: ice } of connection.iceTransports) delete ice.stunServer
  const inbox: Uint8Array[] = []
  let wake = () => {}
  let isClosed = false
  const opened = deferred<void>()
  const closed = deferred<void>()
  opened.promise.catch(() => {})
  channel.onMessage.subscribe((data) => {
    inbox.push(typeof data === 'string' ? Buffer.from(data) : data)
    wake()
  })
  channel.stateChanged.subscribe((state) => {
    if (state === 'open') opened.resolve()
    if (state === 'closed') end()
  })
  connection.connectionStateChange.subscribe((state) => {
    if (state === 'failed' || state === 'closed' || state === 'disconnected') end()
  })
  function end() {
    isClosed = true
    opened.reject(new Error('The channel closed before it was open.'))
    closed.resolve()
    wake()
  }

  const found: SentCandidate[] = []
  let tell: (candidate: SentCandidate) => void = (candidate) => found.push(candidate)
  connection.onIceCandidate.subscribe((candidate) => {
    if (candidate) tell({ candidate: candidate.candidate, sdpMid: '0', sdpMLineIndex: 0 })
  })
  const offer = await connection.createOffer()
  await connection.setLocalDescription(offer)
  return {
    sdp: offer.sdp,
    accept: (answer) => connection.setRemoteDescription({ type: 'answer', sdp: answer }),
    addCandidate: (candidate) => void connection.addIceCandidate(candidate).catch(() => {}),
    onCandidate(listener) {
      tell = listener
      for (const candidate of found) listener(candidate)
    },
    opened: opened.promise,
    closed: closed.promise,
    async next() {
      while (inbox.length === 0) {
        if (isClosed) throw new Error('The channel closed.')
        await new Promise<void>((resolve) => (wake = resolve))
      }
      return inbox.shift() ?? new Uint8Array()
    },
    send: (bytes) => channel.send(Buffer.from(bytes)),
    sendStrange: () => void channel.sctp.sctp.send(channel.id, 99, Buffer.from('x'), { ordered: true }),
    openAnother: () => void connection.createDataChannel('another'),
    async close() {
      end()
      await connection.close()
    },
  }
}
