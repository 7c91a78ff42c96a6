import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeWalletPorts, type FakeWalletPorts } from '../../testing/fake-wallet-ports.ts'
import type { PeerDriver, PeerEvents } from '../driver/peer-driver.ts'
import { createWalletMetrics } from '../wallet-metrics.ts'
import { packText } from './binarypack.ts'
import { openLink, type PeerLink } from './peer-link.ts'
import type { Outgoing } from './signals.ts'

const OWN = 'candidate:1 1 udp 5 10.0.0.7 50001 typ host'

describe('a connection to a wallet', () => {
  let ports: FakeWalletPorts
  let link: PeerLink
  let events: PeerEvents | null
  let signals: Outgoing[]
  let passedOn: string[]
  let ended: string[]
  beforeEach(() => {
    vi.useFakeTimers()
    ports = fakeWalletPorts()
    events = null
    signals = []
    passedOn = []
    ended = []
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** Holds a connection without a network, and says nothing by itself. */
  const driver: PeerDriver = {
    accept(_offer, told) {
      events = told
      let held = true
      return {
        addCandidate: (line) => void passedOn.push(line),
        send() {},
        close() {
          if (held) told.closed('ended')
          held = false
        },
      }
    },
    async close() {},
  }

  function open(publicAddress: string | null = null): void {
    link = openLink({
      session: ports.addSession('wallet', 'server'),
      receiverPeer: 'wallet',
      connectionId: 'dc_1',
      offer: { sdp: 'v=0', mid: '0' },
      settings: { ...ports.settings, publicAddress },
      driver,
      ports,
      metrics: createWalletMetrics([new Registry()]),
      log: { info() {}, warn() {}, error() {} },
      signal: (message) => void signals.push(message),
      closed: (reason) => void ended.push(reason),
    })
  }
  const say = (text: string) => packText(text, 1).forEach((message) => events?.message(message))

  it('is given up when it is not open after thirty seconds; the session was never touched', async () => {
    open()
    await vi.advanceTimersByTimeAsync(29_999)
    expect(ended).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect([ended, ports.left, vi.getTimerCount()]).toEqual([['ended'], [], 0])
  })

  it('is given up when the wallet has not signed ninety seconds later, and the session is told', async () => {
    open()
    await vi.advanceTimersByTimeAsync(10_000)
    events?.open()
    say('init')
    await vi.advanceTimersByTimeAsync(89_999)
    expect(ended).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect([ended, ports.left.length, vi.getTimerCount()]).toEqual([['ended'], 1, 0])
  })

  it('hears what comes before it is said to be open', async () => {
    open()
    say('init')
    events?.open()
    await vi.advanceTimersByTimeAsync(0)
    expect(ports.received.map(({ frame }) => frame)).toEqual(['init'])
    await link.close()
  })

  it('answers with the ids swapped, and with its addresses, once at the public one', async () => {
    open('203.0.113.9')
    events?.answer('v=0')
    for (const line of [OWN, OWN.replace('50001', '50002'), 'candidate:1 1 tcp 5 10.0.0.7 9 typ host']) {
      events?.candidate(line)
    }
    const sdp = { type: 'answer', sdp: 'v=0' }
    const payload = { type: 'data', connectionId: 'dc_1' }
    expect(signals[0]).toEqual({
      type: 'ANSWER',
      src: 'server',
      dst: 'wallet',
      payload: { ...payload, sdp },
    })
    const lines = signals.slice(1).map((signal) => JSON.stringify(signal))
    expect(lines).toHaveLength(3)
    expect(lines.filter((line) => line.includes('203.0.113.9 50001'))).toHaveLength(1)
    await link.close()
  })

  it('follows a few addresses of the wallet, and only such as lead somewhere', async () => {
    open()
    link.addCandidate('candidate:1 1 udp 5 phone.local 50001 typ host')
    for (let turn = 0; turn < 50; turn += 1) link.addCandidate(OWN)
    expect(passedOn).toEqual(Array.from({ length: 32 }, () => OWN))
    await link.close()
  })
})
