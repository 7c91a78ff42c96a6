import { loadDataChannel } from './datachannel-driver.ts'
import type { Order, Report } from './driver-messages.ts'
import type { DriverName, Peer, PeerDriver, PeerEvents } from './peer-driver.ts'
import { limitTraffic } from './traffic-limit.ts'
import { loadWerift } from './werift-driver.ts'

// A process of its own, because what strangers send to a data channel can end it; see docs/decisions/0012. It gets no
// environment and none of the server's keys, and it ends with the server.

const LOADERS: Record<DriverName, () => Promise<PeerDriver>> = {
  werift: loadWerift,
  'node-datachannel': loadDataChannel,
}

const peers = new Map<number, Peer>()
let driver: PeerDriver | null = null
/** Orders that came while the library was being loaded. */
let early: Order[] = []

// Libraries forget to catch what a peer makes them throw, or reject. Each connection stands for itself, so the others go on.
process.on('uncaughtException', (error) => report({ kind: 'fault', reason: textOf(error) }))
process.on('disconnect', () => process.exit(0))
process.on('message', (message) => hear(toOrder(message)))

function hear(order: Order): void {
  if (order.kind === 'load') return void load(order.driver)
  if (driver) follow(driver, order)
  else early.push(order)
}

function follow(by: PeerDriver, order: Exclude<Order, { kind: 'load' }>): void {
  switch (order.kind) {
    case 'accept':
      return accept(by, order)
    case 'candidate':
      return peers.get(order.peer)?.addCandidate(order.line)
    case 'send':
      return peers.get(order.peer)?.send(order.bytes)
    case 'close':
      return peers.get(order.peer)?.close()
  }
}

async function load(name: DriverName): Promise<void> {
  try {
    driver = await LOADERS[name]()
    report({ kind: 'loaded' })
    const waiting = early
    early = []
    for (const order of waiting) hear(order)
  } catch (error) {
    report({ kind: 'unusable', reason: textOf(error) })
  }
}

function accept(by: PeerDriver, { peer, offer }: Extract<Order, { kind: 'accept' }>): void {
  const events: PeerEvents = {
    answer: (sdp) => report({ kind: 'answer', peer, sdp }),
    candidate: (line) => report({ kind: 'candidate', peer, line }),
    open: () => report({ kind: 'open', peer }),
    message: (bytes) => report({ kind: 'message', peer, bytes }),
    closed(reason) {
      peers.delete(peer)
      report({ kind: 'closed', peer, reason })
    },
  }
  try {
    const limited = limitTraffic(events, () => peers.get(peer)?.close())
    peers.set(peer, by.accept(offer, limited))
  } catch (error) {
    report({ kind: 'fault', reason: textOf(error) })
    events.closed('unavailable')
  }
}

function report(message: Report): void {
  if (process.connected) process.send?.(message)
}

function textOf(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 1000)
}

/** The server writes the orders itself, on a channel that nobody else holds. */
function toOrder(message: unknown): Order {
  return message as Order
}
