import fastifyRateLimit from '@fastify/rate-limit'
import type { FrameAnswer } from '@rollcall/directory'
import Fastify, { type FastifyInstance } from 'fastify'
import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deferred } from '../../testing/deferred.ts'
import { fakeWalletPorts, type FakeWalletPorts } from '../../testing/fake-wallet-ports.ts'
import {
  addressOf,
  connectPeerWallet,
  connectSignalling,
  offerTo,
  type ConnectedWallet,
} from '../../testing/peer-wallet.ts'
import { createDriverHost } from '../driver/driver-host.ts'
import { createWalletMetrics } from '../wallet-metrics.ts'
import { createSignalling, type Signalling } from './signalling.ts'
import { signallingPlugin } from './signalling-plugin.ts'

const newKey = () => randomBytes(32).toString('hex')
const moment = (ms = 50) => new Promise((resolve) => setTimeout(resolve, ms))

async function until(what: () => boolean): Promise<void> {
  while (!what()) await moment(10)
}

describe('the signalling', () => {
  const logged: string[] = []
  const note = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
  const log = { info: note, warn: note, error: note }
  let later = 0
  const host = createDriverHost({ name: 'werift', log, now: () => new Date(Date.now() + later) })
  const wallets: ConnectedWallet[] = []
  let app: FastifyInstance
  let ports: FakeWalletPorts
  let signalling: Signalling
  let registry: Registry
  let origin: string

  beforeEach(async () => {
    logged.length = 0
    ports = fakeWalletPorts()
    registry = new Registry()
    const metrics = createWalletMetrics([registry])
    signalling = createSignalling({ ports, metrics, log, driver: () => host })
    app = Fastify({ trustProxy: ['loopback'], forceCloseConnections: true })
    await app.register(fastifyRateLimit, { global: false })
    app.addHook('preClose', () => signalling.close())
    app.get('/hello', async () => ({ hello: 'world' }))
    await app.register(signallingPlugin, { signalling })
    origin = await app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterEach(async () => {
    await Promise.all(wallets.splice(0).map((wallet) => wallet.close()))
    await app.close()
  })
  afterAll(() => host.close())

  /** A QR on some screen. */
  function showQr(lifeMs?: number) {
    const address = addressOf(newKey())
    const session = ports.addSession(address.receiver, address.initiator, lifeMs)
    return { ...address, session }
  }

  async function connectWallet(
    address: ReturnType<typeof showQr>,
    headers?: Record<string, string>,
  ): Promise<ConnectedWallet> {
    const wallet = await connectPeerWallet(origin, address, headers)
    wallets.push(wallet)
    return wallet
  }

  it('leads a wallet to its data channel, and frames through it', async () => {
    const qr = showQr()
    const wallet = await connectWallet(qr)
    expect(wallet.signalling.signals[0]).toEqual({ type: 'OPEN' })
    const answer = await wallet.signalling.next('ANSWER')
    expect([answer.src, answer.dst]).toEqual([qr.initiator, qr.receiver])
    wallet.say('init')
    expect(await wallet.hear()).toBe('step')
    wallet.say('complete')
    await until(() => ports.received.length === 2)
    await wallet.close()
    await until(() => logged.length === 0 && ports.received.length === 2)
    const channels = new Set(ports.received.map(({ channel }) => channel))
    expect(channels.size).toBe(1)
    expect(ports.received.map(({ to, frame }) => [to, frame])).toEqual([
      [{ receiverPeer: qr.receiver }, 'init'],
      [{ receiverPeer: qr.receiver }, 'complete'],
    ])
    await moment(200)
    expect(ports.left).toEqual([])
  })

  it('reads frames that come in parts', async () => {
    const wallet = await connectWallet(showQr())
    ports.answer = (frame) => ({ kind: 'reply', frame: frame.toUpperCase(), done: false })
    const long = 'ab'.repeat(20_000)
    wallet.say(long, 1_000)
    expect(await wallet.hear()).toBe(long.toUpperCase())
  })

  it('tells the session when a wallet leaves before it has signed', async () => {
    const qr = showQr()
    const wallet = await connectWallet(qr)
    wallet.say('init')
    await wallet.hear()
    await wallet.close()
    await until(() => ports.left.length === 1)
    expect(ports.left).toEqual([{ sessionId: qr.session.id, channel: ports.received[0]?.channel }])
  })

  it('hangs up when a frame is refused, and after five that are a stranger’s', async () => {
    const refused = await connectWallet(showQr())
    refused.say('wrong')
    await refused.channel.closed
    const stranger = await connectWallet(showQr())
    for (let turn = 0; turn < 5; turn += 1) stranger.say('garbage')
    await stranger.channel.closed
    expect(ports.received).toHaveLength(6)
  })

  it('takes in nobody whom no QR waits for', async () => {
    const ids = [newKey(), '', 'short', '../../etc', 'Z'.repeat(64), showQr().initiator]
    for (const id of ids) {
      const client = await connectSignalling(origin, { id })
      expect((await client.next('ERROR')).payload?.msg).toContain('Scan')
      await client.closed
      expect(client.signals.map(({ type }) => type)).toEqual(['ERROR'])
    }
    // What cannot be an id is not even looked up.
    expect(ports.lookUps).toHaveLength(2)
    const wrongKey = await connectSignalling(origin, { id: showQr().receiver, key: 'other' })
    await wrongKey.next('ERROR')
    expect(host.pid === null || ports.received.length === 0).toBe(true)
  })

  it('does not pass an offer on to someone else', async () => {
    const [mine, other] = [showQr(), showQr()]
    const victim = await connectSignalling(origin, { id: other.receiver })
    await victim.next('OPEN')
    const client = await connectSignalling(origin, { id: mine.receiver })
    for (const target of [other.initiator, other.receiver, 'anyone']) await offerTo(client, target)
    await until(() => client.signals.filter(({ type }) => type === 'EXPIRE').length >= 3)
    expect(client.signals.some(({ type }) => type === 'ANSWER')).toBe(false)
    expect(victim.signals).toEqual([{ type: 'OPEN' }])
    victim.close()
    client.close()
  })

  it('keeps the words of a wallet that speaks before its session was found', async () => {
    const qr = showQr()
    const find = ports.findPeerSession
    let release = () => {}
    const slow = new Promise<void>((resolve) => (release = resolve))
    ports.findPeerSession = async (id) => {
      await slow
      return find(id)
    }
    const client = await connectSignalling(origin, { id: qr.receiver })
    const channel = await offerTo(client, qr.initiator)
    await moment()
    expect(client.signals).toEqual([])
    release()
    await channel.opened
    expect(client.signals[0]).toEqual({ type: 'OPEN' })
    await channel.close()
    client.close()
  })

  it('lets a wallet that comes again take its own place; its channel lives on until it offers another', async () => {
    const qr = showQr()
    const first = await connectWallet(qr)
    first.say('init')
    await first.hear()
    const again = await connectSignalling(origin, { id: qr.receiver })
    await again.next('OPEN')
    await first.signalling.closed
    first.say('complete')
    await until(() => ports.received.length === 2)
    const channel = await offerTo(again, qr.initiator)
    await channel.opened
    await first.channel.closed
    expect(ports.left).toEqual([])
    await channel.close()
    again.close()
  })

  it('gives every data channel a name of its own', async () => {
    const qr = showQr()
    for (const _ of [1, 2]) {
      const wallet = await connectWallet(qr)
      wallet.say('init')
      await wallet.hear()
      await wallet.close()
    }
    await until(() => ports.left.length === 2)
    expect(new Set(ports.left.map(({ channel }) => channel)).size).toBe(2)
  })

  it('hangs up on what is no word of a wallet', async () => {
    const wrong: (object | string | Buffer)[] = [
      'no json',
      '[]',
      { type: 'OFFER' },
      { type: 'SHOUT', dst: 'x' },
      Buffer.from([1, 2, 3]),
    ]
    for (const words of wrong) {
      const client = await connectSignalling(origin, { id: showQr().receiver })
      await client.next('OPEN')
      client.send(words)
      expect((await client.next('ERROR')).payload?.msg).toContain('understand')
      await client.closed
    }
    const loud = await connectSignalling(origin, { id: showQr().receiver })
    loud.send('x'.repeat(64 * 1024 + 1))
    expect(await loud.closed).toBe(1009)
    const tireless = await connectSignalling(origin, { id: showQr().receiver })
    for (let turn = 0; turn < 500; turn += 1) tireless.send({ type: 'HEARTBEAT' })
    await tireless.closed
    const wrongOffer = showQr()
    const client = await connectSignalling(origin, { id: wrongOffer.receiver })
    const sdp = { type: 'offer', sdp: 'm=video 9 UDP/TLS/RTP/SAVPF 96' }
    client.send({
      type: 'OFFER',
      dst: wrongOffer.initiator,
      payload: { type: 'data', connectionId: 'x', sdp },
    })
    await client.next('ERROR')
    expect(ports.received).toEqual([])
  })

  it('lets go of a wallet when its QR ends', async () => {
    const client = await connectSignalling(origin, { id: showQr(300).receiver })
    await client.next('OPEN')
    await client.closed
  })

  it('says that data channels are off', async () => {
    ports.settings = { ...ports.settings, driver: 'off' }
    const client = await connectSignalling(origin, { id: showQr().receiver })
    expect((await client.next('ERROR')).payload?.msg).toContain('other code')
    await client.closed
  })

  it('offers the public address with a port of its own', async () => {
    ports.settings = { ...ports.settings, publicAddress: '203.0.113.9' }
    const wallet = await connectWallet(showQr())
    const lines = wallet.signalling.signals.flatMap(({ payload }) => payload?.candidate?.candidate ?? [])
    const outside = lines.filter((line) => line.includes(' 203.0.113.9 '))
    expect(outside).toHaveLength(1)
    const port = outside[0]?.split(' ')[5]
    expect(lines.some((line) => !line.includes('203.0.113.9') && line.split(' ')[5] === port)).toBe(true)
  })

  it('says so when the session cannot be looked up, and tells the log alone why', async () => {
    ports.findPeerSession = () => Promise.reject(new Error('connection to 10.0.0.5 refused'))
    const client = await connectSignalling(origin, { id: newKey() })
    expect(JSON.stringify(await client.next('ERROR'))).not.toContain('10.0.0.5')
    expect(logged.join()).toContain('looked up')
  })

  it('leaves an honest wallet alone while thousands of others knock', async () => {
    const qr = showQr()
    const honest = await connectWallet(qr, { 'x-forwarded-for': '198.51.100.7' })
    honest.say('init')
    await honest.hear()
    const knock = async (at: number) => {
      const headers = { 'x-forwarded-for': `203.0.113.${at % 8}` }
      try {
        const client = await connectSignalling(origin, { id: at % 2 ? newKey() : 'x', headers })
        client.send('garbage')
        await client.closed
        return 'closed'
      } catch (error) {
        return error instanceof Error ? error.message : 'nothing'
      }
    }
    const outcomes: string[] = []
    for (let wave = 0; wave < 10; wave += 1) {
      const seen = await Promise.all(Array.from({ length: 220 }, (_, at) => knock(220 * wave + at)))
      outcomes.push(...seen)
    }
    expect(new Set(outcomes)).toEqual(new Set(['closed', 'The server answered with 429.']))
    // As many as may come in a minute; each gave its place back.
    expect(outcomes.filter((outcome) => outcome === 'closed').length).toBeGreaterThanOrEqual(8 * 240)
    expect(ports.lookUps.length).toBeLessThanOrEqual(1 + 8 * 240)
    honest.say('complete')
    await until(() => ports.received.length === 2)
    expect(await registry.metrics()).toContain('rollcall_wallet_sockets 1')
  })

  it('goes on when the process of the data channels is killed, and tells wallets to use the other code', async () => {
    const wallet = await connectWallet(showQr())
    wallet.say('init')
    await wallet.hear()
    process.kill(host.pid ?? 0, 'SIGKILL')
    expect((await wallet.signalling.next('ERROR')).payload?.msg).toContain('other code')
    await until(() => ports.left.length === 1)
    await expect(connectWallet(showQr())).rejects.toThrow('other code')
    expect(await (await fetch(`${origin}/hello`)).json()).toEqual({ hello: 'world' })
    later += 5_000
    const again = await connectWallet(showQr())
    again.say('init')
    expect(await again.hear()).toBe('step')
  })

  it('closes with the server, and tells the sessions of those who had not signed', async () => {
    const qr = showQr()
    const wallet = await connectWallet(qr)
    wallet.say('init')
    await wallet.hear()
    const idle = await connectSignalling(origin, { id: showQr().receiver })
    await idle.next('OPEN')
    const deaf = connect(Number(new URL(origin).port), '127.0.0.1')
    deaf.on('error', () => {})
    deaf.write(
      `GET /peerjs?key=peerjs&id=${showQr().receiver} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    )
    await new Promise((resolve) => deaf.once('data', resolve))
    await app.close()
    expect(ports.left).toHaveLength(1)
    await Promise.all([wallet.channel.closed, wallet.signalling.closed, idle.closed])
    expect((await idle.next('ERROR').catch(() => null))?.payload?.msg ?? '').toContain('stopping')
  })

  it('waits, before it is closed, for the frame of a wallet that has gone', async () => {
    const slow = deferred<FrameAnswer>()
    ports.answer = () => slow.promise
    const wallet = await connectWallet(showQr())
    wallet.say('init')
    await until(() => ports.received.length === 1)
    await wallet.close()
    while (!(await registry.metrics()).includes('rollcall_wallet_connections 0')) await moment()
    setTimeout(() => slow.resolve({ kind: 'reply', frame: 'step', done: false }), 200)
    await app.close()
    expect(ports.left).toHaveLength(1)
  })

  it('answers upgrades elsewhere as if nobody had asked for one', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => {
        socket.write('GET /hello HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n')
      })
      let received = ''
      socket.on('data', (chunk: Buffer) => (received += chunk.toString()))
      socket.on('end', () => resolve(received))
      socket.on('error', reject)
    })
    expect(text).toMatch(/^HTTP\/1.1 200 /)
    expect(text).toContain('{"hello":"world"}')
    await expect(connectSignalling(origin, { id: 'x', path: '/hello' })).rejects.toThrow('200')
    await expect(connectSignalling(origin, { id: 'x', path: '/peerjs/x' })).rejects.toThrow('404')
    expect((await fetch(`${origin}/peerjs`)).status).toBe(404)
  })
})
