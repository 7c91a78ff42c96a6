import type { Log } from '@rollcall/directory'
import { startDriverChild, type DriverChild, type DriverExit } from './driver-child.ts'
import type { Report } from './driver-messages.ts'
import { driverProgram, type DriverProgram } from './driver-program.ts'
import type { DriverName, Peer, PeerDriver, PeerEvents } from './peer-driver.ts'

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

/**
 * A driver in a process of its own, started with the first offer and stopped when nobody comes any more. When it dies, so
 * do its connections, and nothing else.
 */
export function createDriverHost(options: DriverHostOptions): DriverHost {
  const { name, log, program = driverProgram() } = options
  const now = () => options.now().getTime()
  const peers = new Map<number, PeerEvents>()
  const faults = { count: 0, loggedAt: Number.NEGATIVE_INFINITY }
  let numbered = 0
  let child: DriverChild | null = null
  let restUntil = 0
  let idle: NodeJS.Timeout | undefined

  function forget(peer: number, reason: 'ended' | 'unavailable'): void {
    const events = peers.get(peer)
    peers.delete(peer)
    if (events && peers.size === 0) idle = setTimeout(() => void stop(), IDLE_MS).unref()
    events?.closed(reason)
  }

  function forgetAll(reason: 'ended' | 'unavailable'): void {
    for (const peer of peers.keys()) forget(peer, reason)
    clearTimeout(idle)
  }

  async function stop(): Promise<void> {
    clearTimeout(idle)
    const stopping = child
    child = null
    await stopping?.end()
  }

  function unusable(reason: string): void {
    restUntil = now() + REST_MS.unusable
    log.warn({ driver: name, reason }, UNUSABLE)
    void stop()
    forgetAll('unavailable')
  }

  function lost(how: DriverExit): void {
    child = null
    restUntil = now() + REST_MS.ended
    log.warn({ driver: name, ...how }, LOST)
    forgetAll('unavailable')
  }

  function faulty(reason: string): void {
    faults.count += 1
    if (now() - faults.loggedAt < FAULT_LOG_MS) return
    faults.loggedAt = now()
    log.warn({ driver: name, reason, times: faults.count }, FAULT)
  }

  function hear(report: Report | null): void {
    if (!report) return unusable('It reported something that makes no sense.')
    if (report.kind === 'unusable') return unusable(report.reason)
    if (report.kind === 'fault') return faulty(report.reason)
    if (report.kind === 'closed') return forget(report.peer, report.reason)
    if (report.kind !== 'loaded') tell(peers.get(report.peer), report)
  }

  return {
    get pid() {
      return child?.pid ?? null
    },
    accept(offer, events): Peer {
      numbered += 1
      const peer = numbered
      peers.set(peer, events)
      clearTimeout(idle)
      if (!child && now() < restUntil) setImmediate(() => forget(peer, 'unavailable'))
      else child ??= startDriverChild({ name, program, onReport: hear, onExit: lost })
      const by = child
      by?.order({ kind: 'accept', peer, offer })
      return {
        addCandidate: (line) => by?.order({ kind: 'candidate', peer, line }),
        send: (bytes) => by?.order({ kind: 'send', peer, bytes }),
        close() {
          by?.order({ kind: 'close', peer })
          forget(peer, 'ended')
        },
      }
    },
    async close() {
      forgetAll('ended')
      await stop()
    },
  }
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
