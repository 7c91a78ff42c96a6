import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { fakeWalletPorts } from '../../testing/fake-wallet-ports.ts'
import { openSocket, type Admission, type PeerSocket } from './peer-socket.ts'

const ID = 'ab'.repeat(32)
const OFFER = {
  type: 'OFFER',
  dst: 'server',
  payload: { type: 'data', connectionId: 'dc_1', sdp: { type: 'offer', sdp: 'v=0' } },
}

/** A socket without a network. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1
  readyState = 1
  readonly sent: { type: string; payload?: { msg: string } }[] = []
  terminated = false
  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }
  close(): void {
    this.readyState = 2
  }
  terminate(): void {
    this.terminated = true
    this.readyState = 3
    this.emit('close')
  }
  hear(message: object | string): void {
    const text = typeof message === 'string' ? message : JSON.stringify(message)
    this.emit('message', Buffer.from(text), false)
  }
  /** What is used of a socket is here. */
  asWebSocket(): WebSocket {
    return this as unknown as WebSocket
  }
}

describe('a client of the signalling', () => {
  let socket: FakeSocket
  let client: PeerSocket
  let offers: number
  let closed: number
  beforeEach(() => {
    vi.useFakeTimers()
    offers = 0
    closed = 0
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function open(admit?: () => Promise<Admission | null>): void {
    const ports = fakeWalletPorts()
    const session = ports.addSession(ID, 'server')
    socket = new FakeSocket()
    client = openSocket({
      socket: socket.asWebSocket(),
      id: ID,
      address: '192.0.2.1',
      log: { info() {}, warn() {}, error() {} },
      now: () => new Date(),
      admit: admit ?? (async () => ({ session, settings: ports.settings })),
      admitted() {},
      offered() {
        offers += 1
        client.setBusy(true)
      },
      candidate() {},
      closed() {
        closed += 1
      },
    })
  }

  it('is let go when it offers nothing for twenty seconds, heartbeats or not', async () => {
    open()
    await vi.advanceTimersByTimeAsync(19_000)
    socket.hear({ type: 'HEARTBEAT' })
    await vi.advanceTimersByTimeAsync(999)
    expect(socket.readyState).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect([socket.readyState, closed]).toEqual([2, 1])
    await vi.advanceTimersByTimeAsync(1_000)
    expect([socket.terminated, closed, vi.getTimerCount()]).toEqual([true, 1, 0])
  })

  it('stays as long as its QR when it has offered, and twenty seconds more when that came to nothing', async () => {
    open()
    await vi.advanceTimersByTimeAsync(5_000)
    socket.hear(OFFER)
    await vi.advanceTimersByTimeAsync(60_000)
    expect([offers, socket.readyState]).toEqual([1, 1])
    client.setBusy(false)
    await vi.advanceTimersByTimeAsync(19_999)
    expect(socket.readyState).toBe(1)
    socket.hear(OFFER)
    await vi.advanceTimersByTimeAsync(240_000)
    expect([offers, closed]).toEqual([2, 1])
  })

  it('may offer three times', async () => {
    open()
    await vi.advanceTimersByTimeAsync(0)
    for (let turn = 0; turn < 4; turn += 1) socket.hear(OFFER)
    expect([offers, closed]).toEqual([3, 1])
  })

  it('is heard to the end of forty messages or 32 KiB while its session is looked up', async () => {
    const never = () => new Promise<null>(() => {})
    open(never)
    for (let turn = 0; turn < 40; turn += 1) socket.hear({ type: 'HEARTBEAT' })
    expect(closed).toBe(0)
    socket.hear({ type: 'HEARTBEAT' })
    expect(closed).toBe(1)
    open(never)
    socket.hear('x'.repeat(20_000))
    expect(closed).toBe(1)
    socket.hear('x'.repeat(20_000))
    expect(closed).toBe(2)
  })

  it('that hangs up while it is looked up leaves nothing behind', async () => {
    open()
    socket.terminate()
    await vi.advanceTimersByTimeAsync(0)
    expect([closed, socket.sent, vi.getTimerCount()]).toEqual([1, [], 0])
  })
})
