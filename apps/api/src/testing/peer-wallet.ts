import {
  openFrame,
  sealFrame,
  toInitiatorPeerId,
  toReceiverPeerId,
  type SigningIdentity,
} from '@rollcall/vaultysid'
import { startExchange } from '@rollcall/vaultysid/wallet'
import { randomBytes } from 'node:crypto'
import { WebSocket } from 'ws'
import { packText } from '../wallet/peer/binarypack.ts'
import { createMessageReader } from '../wallet/peer/message-reader.ts'
import { deferred } from './deferred.ts'
import { offerChannel, type OfferedChannel, type SentCandidate } from './offered-channel.ts'

/** What the signalling sends. */
export interface Signal {
  readonly type: string
  readonly src?: string
  readonly dst?: string
  readonly payload?: {
    readonly msg?: string
    readonly connectionId?: string
    readonly sdp?: { readonly type: string; readonly sdp: string }
    readonly candidate?: SentCandidate
  }
}

/** A client of the signalling, as PeerJS has one. */
export interface SignallingClient {
  /** Everything that was said so far. */
  readonly signals: readonly Signal[]
  /** Waits for a message of this type; rejects when the socket closes before it comes. */
  next(type: string): Promise<Signal>
  onSignal(listen: (signal: Signal) => void): void
  send(message: object | string | Buffer): void
  /** Code of the close. */
  readonly closed: Promise<number>
  close(): void
}

export interface SocketChoice {
  readonly id: string
  readonly key?: string
  readonly path?: string
  readonly headers?: Record<string, string>
}

/** Opens the socket; rejects with the status when the server does not want it. */
export async function connectSignalling(origin: string, choice: SocketChoice): Promise<SignallingClient> {
  const { id, key = 'peerjs', path = '/peerjs', headers = {} } = choice
  const query = new URLSearchParams({ key, id, token: 'k4yd2x', version: '1.5.4' })
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}${path}?${query.toString()}`, { headers })
  const signals: Signal[] = []
  const listeners = new Set<(signal: Signal) => void>()
  const opened = deferred<void>()
  const closed = deferred<number>()
  socket.on('open', () => opened.resolve())
  socket.on('unexpected-response', (_request, response) => {
    opened.reject(new Error(`The server answered with ${response.statusCode}.`))
    socket.terminate()
  })
  socket.on('error', (error) => opened.reject(error))
  socket.on('close', (code) => closed.resolve(code))
  socket.on('message', (data) => {
    const signal = JSON.parse(Buffer.isBuffer(data) ? data.toString() : '{}') as Signal
    signals.push(signal)
    for (const listen of listeners) listen(signal)
  })
  await opened.promise
  return {
    signals,
    onSignal(listen) {
      listeners.add(listen)
      for (const signal of signals) listen(signal)
    },
    next(type) {
      const said = new Promise<Signal>((resolve) => {
        listeners.add((signal) => signal.type === type && resolve(signal))
        const already = signals.find((signal) => signal.type === type)
        if (already) resolve(already)
      })
      const gone = closed.promise.then((code) =>
        Promise.reject(new Error(`The socket closed with ${code}; it had said ${JSON.stringify(signals)}.`)),
      )
      return Promise.race([said, gone])
    },
    send: (message) =>
      socket.send(
        typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message),
      ),
    closed: closed.promise,
    close: () => socket.close(),
  }
}

/** Where a wallet connects to, and as whom. */
export interface PeerAddress {
  readonly receiver: string
  readonly initiator: string
}

export function addressOf(key: string): PeerAddress {
  return { receiver: toReceiverPeerId(key), initiator: toInitiatorPeerId(key) }
}

/** A wallet with an open data channel. */
export interface ConnectedWallet {
  readonly channel: OfferedChannel
  readonly signalling: SignallingClient
  /** Sends a text, in parts of this size if it is longer. */
  say(text: string, chunkBytes?: number): void
  /** Waits for the next text. */
  hear(): Promise<string>
  close(): Promise<void>
}

/** Sends the offer and everything that belongs to it, and takes the answers. Does not wait for the channel. */
export async function offerTo(
  signalling: SignallingClient,
  initiator: string,
): Promise<OfferedChannel & { readonly connectionId: string }> {
  const connectionId = `dc_${randomBytes(5).toString('hex')}`
  const channel = await offerChannel(connectionId)
  const ours = (signal: Signal) => signal.src === initiator && signal.payload?.connectionId === connectionId
  signalling.onSignal((signal) => {
    if (!ours(signal)) return
    const { sdp, candidate } = signal.payload ?? {}
    if (signal.type === 'ANSWER' && sdp) void channel.accept(sdp.sdp)
    if (signal.type === 'CANDIDATE' && candidate) channel.addCandidate(candidate)
  })
  const sdp = { type: 'offer', sdp: channel.sdp }
  const about = { type: 'data', connectionId, label: connectionId, reliable: true, serialization: 'binary' }
  signalling.send({ type: 'OFFER', dst: initiator, payload: { ...about, sdp } })
  channel.onCandidate((candidate) =>
    signalling.send({
      type: 'CANDIDATE',
      dst: initiator,
      payload: { type: 'data', connectionId, candidate },
    }),
  )
  return { ...channel, connectionId }
}

/** Connects as the PeerJS client of a wallet does: socket, offer, candidates, channel. */
export async function connectPeerWallet(
  origin: string,
  { receiver, initiator }: PeerAddress,
  headers: Record<string, string> = {},
): Promise<ConnectedWallet> {
  const signalling = await connectSignalling(origin, { id: receiver, headers })
  const channel = await offerTo(signalling, initiator)
  const refused = signalling.next('ERROR').then(
    (error) => Promise.reject(new Error(error.payload?.msg)),
    () => channel.opened,
  )
  await Promise.race([channel.opened, refused])
  const reader = createMessageReader()
  let said = 0
  return {
    channel,
    signalling,
    say(text, chunkBytes) {
      said += 1
      for (const message of packText(text, said, chunkBytes)) channel.send(message)
    },
    async hear() {
      for (;;) {
        const heard = reader.read(await channel.next())
        if (heard?.kind === 'text') return heard.text
      }
    },
    async close() {
      signalling.close()
      await channel.close()
    },
  }
}

export interface PeerClaim {
  readonly origin: string
  /** The key of the QR: 64 hex digits. */
  readonly key: string
  readonly wallet: SigningIdentity
  /** What the wallet waits for before it closes. One that closes at once may lose its last message on the way. */
  readonly beforeClose: () => Promise<unknown>
  readonly headers?: Record<string, string>
  readonly chunkBytes?: number
}

/** The whole exchange of a wallet over a data channel. */
export async function claimOverPeer(claim: PeerClaim): Promise<void> {
  const { connected, finish } = await beginOverPeer(claim)
  finish()
  await claim.beforeClose()
  await connected.close()
}

/** The first half of it: the wallet has been answered. */
export async function beginOverPeer(
  claim: Omit<PeerClaim, 'beforeClose'>,
): Promise<{ connected: ConnectedWallet; finish: () => void }> {
  const { origin, key, wallet, headers, chunkBytes } = claim
  const random = (length: number) => new Uint8Array(randomBytes(length))
  const connected = await connectPeerWallet(origin, addressOf(key), headers)
  const exchange = startExchange({ wallet, service: 'register', now: Date.now(), nonce: random(16) })
  const seal = (message: Uint8Array) => sealFrame({ key, message, nonce: random(24) })
  connected.say(seal(exchange.init), chunkBytes)
  const step1 = openFrame({ key, frame: await connected.hear() })
  return { connected, finish: () => connected.say(seal(exchange.complete(step1)), chunkBytes) }
}
