import type { Log } from '@rollcall/directory'
import { startDriverChild, type DriverChild, type DriverExit } from './driver-child.ts'
import type { Report } from './driver-messages.ts'
import { driverProgram, type DriverProgram } from './driver-program.ts'
import type { DriverName, Peer, PeerDriver, PeerEvents, PeerOffer } from './peer-driver.ts'

/** The process is stopped when no wallet has needed it for this long. */
const IDLE_MS = 5 * 60_000
/** After it ended by itself, or could not load its library, wallets are sent to the relay for a while. */
const REST_MS = { ended: 2_000, unusable: 60_000 }
const FAULT_LOG_MS = 60_000

export interface DriverHostOptions {
  readonly name: DriverName
  readonly log: Log
  now(): Date
  readonly program?: DriverProgram
}

export interface DriverHost extends PeerDriver {
  /** Of the process; null while none is needed. */
  readonly pid: number | null
}

interface Running {
  readonly options: DriverHostOptions
  readonly peers: Map<number, PeerEvents>
  numbered: number
  child: DriverChild | null
  /** Nothing is started before; milliseconds since 1970. */
  restUntil: number
  idle: NodeJS.Timeout | undefined
  faults: number
  faultLogAt: number
}

/**
 * A driver in a process of its own, started with the first offer and stopped when nobody comes any more. When it dies, so
 * do its connections, and nothing else.
 */
export function createDriverHost(options: DriverHostOptions): DriverHost {
  const running: Running = {
    options,
    peers: new Map(),
    numbered: 0,
    child: null,
    restUntil: 0,
    idle: undefined,
    faults: 0,
    faultLogAt: 0,
  }
  return {
    get pid() {
      return running.child?.pid ?? null
    },
    accept: (offer, events) => accept(running, offer, events),
    async close() {
      forgetAll(running, 'ended')
      await stop(running)
    },
  }
}

function accept(running: Running, offer: PeerOffer, events: PeerEvents): Peer {
  running.numbered += 1
  const peer = running.numbered
  running.peers.set(peer, events)
  clearTimeout(running.idle)
  const child = running.child ?? start(running)
  if (child) child.order({ kind: 'accept', peer, offer })
  else setImmediate(() => forget(running, peer, 'unavailable'))
  return {
    addCandidate: (line) => child?.order({ kind: 'candidate', peer, line }),
    send: (bytes) => child?.order({ kind: 'send', peer, bytes }),
    close() {
      child?.order({ kind: 'close', peer })
      forget(running, peer, 'ended')
    },
  }
}

/** Null while it rests from a failure. */
function start(running: Running): DriverChild | null {
  const { name, program = driverProgram(), now } = running.options
  if (now().getTime() < running.restUntil) return null
  const child = startDriverChild({
    name,
    program,
    onReport: (report) => hear(running, report),
    onExit: (how) => lost(running, how),
  })
  running.child = child
  return child
}

function hear(running: Running, report: Report | null): void {
  if (!report) return unusable(running, 'It reported something that makes no sense.')
  if (report.kind === 'unusable') return unusable(running, report.reason)
  if (report.kind === 'fault') return noteFault(running, report.reason)
  if (report.kind === 'closed') return forget(running, report.peer, report.reason)
  if (report.kind !== 'loaded') tell(running.peers.get(report.peer), report)
}

function forget(running: Running, peer: number, reason: 'ended' | 'unavailable'): void {
  const { peers } = running
  const events = peers.get(peer)
  if (!events) return
  peers.delete(peer)
  if (peers.size === 0) running.idle = setTimeout(() => void stop(running), IDLE_MS).unref()
  events.closed(reason)
}

function forgetAll(running: Running, reason: 'ended' | 'unavailable'): void {
  for (const peer of running.peers.keys()) forget(running, peer, reason)
}

async function stop(running: Running): Promise<void> {
  clearTimeout(running.idle)
  const { child } = running
  running.child = null
  await child?.end()
}

function unusable(running: Running, reason: string): void {
  const { name, log, now } = running.options
  running.restUntil = now().getTime() + REST_MS.unusable
  log.warn({ driver: name, reason }, UNUSABLE)
  void stop(running)
  forgetAll(running, 'unavailable')
}

function lost(running: Running, how: DriverExit): void {
  const { name, log, now } = running.options
  running.child = null
  running.restUntil = now().getTime() + REST_MS.ended
  log.warn({ driver: name, ...how }, LOST)
  forgetAll(running, 'unavailable')
}

/** A stranger can cause as many as he likes. */
function noteFault(running: Running, reason: string): void {
  const { name, log, now } = running.options
  running.faults += 1
  if (now().getTime() - running.faultLogAt < FAULT_LOG_MS) return
  running.faultLogAt = now().getTime()
  log.warn({ driver: name, reason, times: running.faults }, FAULT)
}

const UNUSABLE =
  'The driver of data channels cannot be used, so wallets are sent to the relay. Install its package, or choose another driver in the wallet settings.'
const LOST =
  'The driver of data channels ended by itself. Wallets that were connected have to scan again; the next one starts it anew.'
const FAULT = 'A data channel met an error that its library does not catch; the others go on.'

function tell(
  events: PeerEvents | undefined,
  report: Extract<Report, { kind: 'answer' | 'candidate' | 'open' | 'message' }>,
): void {
  switch (report.kind) {
    case 'answer':
      return events?.answer(report.sdp)
    case 'candidate':
      return events?.candidate(report.line)
    case 'open':
      return events?.open()
    case 'message':
      return events?.message(report.bytes)
  }
}
