import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { deferred } from '../../testing/deferred.ts'
import { offerChannel, type OfferedChannel } from '../../testing/offered-channel.ts'
import { parseOffer } from '../peer/offer.ts'
import { createDriverHost } from './driver-host.ts'
import type { DriverName, Peer, PeerNetwork } from './peer-driver.ts'

const ANY_PORT: PeerNetwork = { udpPorts: null, iceServers: [] }
const canLoad = await import('node-datachannel').then(
  () => true,
  () => false,
)
const DRIVERS: DriverName[] = ['werift', 'node-datachannel']

interface Link {
  readonly wallet: OfferedChannel
  readonly peer: Peer
  /** What the server's end heard. */
  readonly heard: string[]
  readonly candidates: string[]
  readonly closed: Promise<'ended' | 'unavailable'>
  /** Resolves once the server's end has heard this many messages. */
  hears(count: number): Promise<void>
}

describe.each(DRIVERS)('the driver %s', (name) => {
  const test = it.skipIf(name === 'node-datachannel' && !canLoad)
  const wallets: OfferedChannel[] = []
  const logged: { message: string; fields: object }[] = []
  const note = (fields: object, message: string) => void logged.push({ message, fields })
  const log = { info: note, warn: note, error: note }
  let later = 0
  const host = createDriverHost({ name, log, now: () => new Date(Date.now() + later) })
  afterEach(async () => {
    await Promise.all(wallets.splice(0).map((wallet) => wallet.close()))
  })
  afterAll(() => host.close())

  async function connect(network = ANY_PORT): Promise<Link> {
    const wallet = await offerChannel()
    wallets.push(wallet)
    const offer = parseOffer(wallet.sdp)
    if (!offer) throw new Error('The offer was not understood.')
    const heard: string[] = []
    const candidates: string[] = []
    const closed = deferred<'ended' | 'unavailable'>()
    let wake = () => {}
    const peer = host.accept(
      { ...offer, network },
      {
        answer: (sdp) => void wallet.accept(sdp),
        candidate(line) {
          candidates.push(line)
          wallet.addCandidate({ candidate: line, sdpMid: offer.mid, sdpMLineIndex: 0 })
        },
        open() {},
        message(bytes) {
          heard.push(Buffer.from(bytes).toString())
          wake()
        },
        closed: closed.resolve,
      },
    )
    wallet.onCandidate(({ candidate }) => peer.addCandidate(candidate))
    const hears = async (count: number) => {
      while (heard.length < count) await new Promise<void>((resolve) => (wake = resolve))
    }
    return { wallet, peer, heard, candidates, closed: closed.promise, hears }
  }

  test('carries messages both ways, and tells when the wallet has gone', async () => {
    const link = await connect()
    await link.wallet.opened
    link.wallet.send(Buffer.from('hello'))
    await link.hears(1)
    link.peer.send(Buffer.from('welcome'))
    expect(Buffer.from(await link.wallet.next()).toString()).toBe('welcome')
    await link.wallet.close()
    expect(await link.closed).toBe('ended')
    expect(link.heard).toEqual(['hello'])
  })

  test('hangs up when told to', async () => {
    const link = await connect()
    await link.wallet.opened
    link.peer.close()
    await link.wallet.closed
    expect(await link.closed).toBe('ended')
  })

  test('keeps to the ports it is given, for many connections at once', async () => {
    const ports = { from: 42_100, to: 42_160 }
    const links = await Promise.all(
      Array.from({ length: 6 }, () => connect({ udpPorts: ports, iceServers: [] })),
    )
    await Promise.all(links.map((link) => link.wallet.opened))
    const used = links.flatMap((link) => link.candidates.map((line) => Number(line.split(' ')[5])))
    expect(used.length).toBeGreaterThanOrEqual(links.length)
    expect(used.filter((port) => port < ports.from || port > ports.to)).toEqual([])
  })

  test('shares one port, or says that it needs more', async () => {
    const one = { udpPorts: { from: 42_177, to: 42_177 }, iceServers: [] }
    const links = await Promise.all([connect(one), connect(one), connect(one)])
    if (name === 'werift') {
      for (const link of links) expect(await link.closed).toBe('unavailable')
      return expect(JSON.stringify(logged)).toContain('Give it a range')
    }
    await Promise.all(links.map((link) => link.wallet.opened))
    const used = links.flatMap((link) => link.candidates.map((line) => line.split(' ')[5]))
    expect(new Set(used)).toEqual(new Set(['42177']))
  })

  test('survives messages of a kind that nobody has defined, and so do others', async () => {
    const [stranger, honest] = [await connect(), await connect()]
    await Promise.all([stranger.wallet.opened, honest.wallet.opened])
    const pid = host.pid
    // Faults are logged once in a minute.
    later += 61_000
    logged.length = 0
    for (let turn = 0; turn < 5; turn += 1) stranger.wallet.sendStrange()
    if (name === 'werift') {
      while (logged.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
      expect(logged[0]?.message).toContain('does not catch')
    }
    stranger.wallet.send(Buffer.from('and this'))
    honest.wallet.send(Buffer.from('still here'))
    await honest.hears(1)
    expect(host.pid).toBe(pid)
  })

  test('hangs up on who sends more than an exchange, and on who opens a second channel', async () => {
    const [loud, double, honest] = [await connect(), await connect(), await connect()]
    await Promise.all([loud, double, honest].map((link) => link.wallet.opened))
    for (let turn = 0; turn < 300; turn += 1) loud.wallet.send(Buffer.from('x'))
    expect(await loud.closed).toBe('ended')
    expect(loud.heard.length).toBeLessThanOrEqual(200)
    double.wallet.openAnother()
    expect(await double.closed).toBe('ended')
    honest.wallet.send(Buffer.from('still here'))
    await honest.hears(1)
  })

  test('takes nobody with it when its process is killed, and begins anew', async () => {
    const link = await connect()
    await link.wallet.opened
    process.kill(host.pid ?? 0, 'SIGKILL')
    expect(await link.closed).toBe('unavailable')
    expect(logged.map(({ message }) => message).join()).toContain('ended by itself')
    const tooEarly = await connect()
    expect(await tooEarly.closed).toBe('unavailable')
    later += 3_000
    const again = await connect()
    await again.wallet.opened
  })

  test('leaves no process behind', async () => {
    const link = await connect()
    await link.wallet.opened
    const pid = host.pid ?? 0
    await host.close()
    expect(await link.closed).toBe('ended')
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })
})

describe('a driver that is not there', () => {
  it('sends wallets to the relay and says why in the log', async () => {
    const logged: object[] = []
    const note = (fields: object, message: string) => void logged.push({ ...fields, message })
    const host = createDriverHost({
      // A name without a library: the process cannot load it.
      name: 'nothing' as DriverName,
      log: { info: note, warn: note, error: note },
      now: () => new Date(),
    })
    const closed = deferred<string>()
    const events = {
      answer() {},
      candidate() {},
      open() {},
      message() {},
      closed: closed.resolve,
    }
    host.accept({ sdp: '', mid: '0', network: ANY_PORT }, events)
    expect(await closed.promise).toBe('unavailable')
    expect(JSON.stringify(logged)).toMatch(/relay/)
    await host.close()
  })
})
