import type { Log, PeerSession } from '@rollcall/directory'
import type { WalletSettings } from '@rollcall/vocabulary'
import type { RawData, WebSocket } from 'ws'
import { parseSignal, type Incoming, type Outgoing } from './signals.ts'

/** Messages that may come before the session has been looked up, and how long they may be together. */
const MAX_EARLY = { messages: 40, characters: 32 * 1024 }
/** A client that does not answer our farewell is cut off. */
const FAREWELL_MS = 1_000
/** More than a wallet says in a quarter of an hour, heartbeats included. */
const MAX_MESSAGES = 400
/** Each offer costs a connection; a wallet makes one for each socket. */
const MAX_OFFERS = 3
/** A wallet that shows no sign of connecting has lost its offer and waits in vain. */
const IDLE_MS = 20_000
const RECEIVER_ID = /^[0-9a-f]{64}$/

/** Sentences for whoever looks into a wallet; people read those of the browser that shows the QR. */
export const SIGNAL_ERRORS = {
  unknown: 'This code has ended or is not ours. Scan a new one.',
  senseless: 'The server did not understand this wallet.',
  off: 'Data channels are switched off here. Use the other code.',
  unavailable: 'Data channels do not work here at the moment. Use the other code.',
  stopping: 'The server is stopping. Scan the code again.',
} as const

export interface Admission {
  readonly session: PeerSession
  readonly settings: WalletSettings
}

/** What a socket asks of the rest of the signalling. */
export interface SocketOptions {
  readonly socket: WebSocket
  /** As the client says; a receiver id if it is a wallet of ours. */
  readonly id: string
  readonly address: string
  readonly log: Log
  now(): Date
  /** Looks the session up. Null when no wallet may come under this id; throws when that cannot be said. */
  admit(): Promise<Admission | null>
  admitted(socket: PeerSocket): void
  offered(socket: PeerSocket, offer: Extract<Incoming, { type: 'OFFER' }>): void
  candidate(socket: PeerSocket, candidate: Extract<Incoming, { type: 'CANDIDATE' }>): void
  closed(socket: PeerSocket): void
}

/** One client of the signalling. */
export interface PeerSocket {
  readonly id: string
  readonly address: string
  /** Null until the session has been looked up. */
  readonly admission: Admission | null
  send(message: Outgoing): void
  /** Says why, if there is something to say, and closes. */
  close(why?: keyof typeof SIGNAL_ERRORS): void
  /** Whether a connection is being made or used; without one the socket closes before long. */
  setBusy(busy: boolean): void
}

interface Running extends SocketOptions {
  /** What the others see of it. */
  face: PeerSocket | null
  admission: Admission | null
  /** Null once the session has been looked up. */
  early: string[] | null
  heard: number
  offers: number
  over: boolean
  idle: NodeJS.Timeout | undefined
  expiry: NodeJS.Timeout | undefined
}

/** Listens at once and looks the session up meanwhile: a wallet says its first words when the socket opens, and only once. */
export function openSocket(options: SocketOptions): PeerSocket {
  const running: Running = {
    ...options,
    face: null,
    admission: null,
    early: [],
    heard: 0,
    offers: 0,
    over: false,
    idle: undefined,
    expiry: undefined,
  }
  const face: PeerSocket = {
    id: options.id,
    address: options.address,
    get admission() {
      return running.admission
    },
    send: (message) => send(running, message),
    close: (why) => close(running, why),
    setBusy: (busy) => setBusy(running, busy),
  }
  running.face = face
  const { socket } = options
  // Too long a message, a broken one, a line that was cut: the socket closes, and that is told by `close`.
  socket.on('error', () => {})
  socket.on('message', (message, isBinary) => hear(running, isBinary ? '' : textOf(message)))
  socket.on('close', () => end(running))
  void lookUp(running)
  return face
}

async function lookUp(running: Running): Promise<void> {
  const { id, log } = running
  try {
    const admission = await (RECEIVER_ID.test(id) ? running.admit() : null)
    if (running.over || !running.face) return
    if (!admission) return close(running, 'unknown')
    if (admission.settings.driver === 'off') return close(running, 'off')
    welcome(running, running.face, admission)
  } catch (error) {
    log.error({ err: error }, 'The session of a wallet could not be looked up.')
    close(running, 'unavailable')
  }
}

function welcome(running: Running, face: PeerSocket, admission: Admission): void {
  const { session } = admission
  running.admission = admission
  running.expiry = setTimeout(() => close(running), session.expiresAt.getTime() - running.now().getTime())
  setBusy(running, false)
  send(running, { type: 'OPEN' })
  running.admitted(face)
  const early = running.early ?? []
  running.early = null
  for (const text of early) follow(running, text)
}

function hear(running: Running, text: string): void {
  running.heard += 1
  if (running.over) return
  if (running.heard > MAX_MESSAGES) return close(running, 'senseless')
  if (running.early === null) return follow(running, text)
  running.early.push(text)
  const characters = running.early.reduce((sum, one) => sum + one.length, 0)
  const tooMuch = running.early.length > MAX_EARLY.messages || characters > MAX_EARLY.characters
  if (tooMuch) close(running, 'senseless')
}

function follow(running: Running, text: string): void {
  const signal = parseSignal(text)
  const { face, admission } = running
  if (running.over || !face || !admission) return
  if (!signal) return close(running, 'senseless')
  if (signal.type === 'HEARTBEAT') return
  if (signal.type === 'LEAVE') return close(running)
  if (signal.dst !== admission.session.initiatorPeer) {
    return send(running, { type: 'EXPIRE', src: signal.dst, dst: running.id })
  }
  if (signal.type === 'CANDIDATE') return running.candidate(face, signal)
  running.offers += 1
  if (running.offers > MAX_OFFERS) return close(running, 'senseless')
  running.offered(face, signal)
}

function setBusy(running: Running, busy: boolean): void {
  clearTimeout(running.idle)
  if (!busy && !running.over) running.idle = setTimeout(() => close(running), IDLE_MS)
}

function send({ socket }: Running, message: Outgoing): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
}

function close(running: Running, why?: keyof typeof SIGNAL_ERRORS): void {
  if (running.over) return
  if (why) send(running, { type: 'ERROR', payload: { msg: SIGNAL_ERRORS[why] } })
  const { socket } = running
  const cut = setTimeout(() => socket.terminate(), FAREWELL_MS)
  socket.once('close', () => clearTimeout(cut))
  socket.close()
  end(running)
}

function end(running: Running): void {
  if (running.over) return
  running.over = true
  running.early = null
  clearTimeout(running.idle)
  clearTimeout(running.expiry)
  if (running.face) running.closed(running.face)
}

function textOf(message: RawData): string {
  return Buffer.isBuffer(message) ? message.toString('utf8') : ''
}
