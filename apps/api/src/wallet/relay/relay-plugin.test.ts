import fastifyRateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance } from 'fastify'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeWalletPorts, type FakeWalletPorts } from '../../testing/fake-wallet-ports.ts'
import { createWalletMetrics } from '../wallet-metrics.ts'
import { relayPlugin } from './relay-plugin.ts'

const TOKEN = 'a1'.repeat(32)
const REFUSED = { status: 200, type: 'text/plain', body: 'AA==' }

describe('the relay', () => {
  let app: FastifyInstance
  let ports: FakeWalletPorts
  let registry: Registry
  beforeEach(async () => {
    ports = fakeWalletPorts()
    registry = new Registry()
    app = Fastify({ trustProxy: ['loopback'] })
    await app.register(fastifyRateLimit, { global: false })
    const metrics = createWalletMetrics([registry])
    await app.register(relayPlugin, { prefix: '/wallet', ports, metrics })
  })
  afterEach(() => app.close())

  async function post(
    body: string | Buffer,
    more: { token?: string; headers?: Record<string, string> } = {},
  ) {
    const headers = { 'content-type': 'text/plain', ...more.headers }
    const url = `/wallet/${more.token ?? TOKEN}`
    const answer = await app.inject({ method: 'POST', url, headers, payload: body })
    const type = String(answer.headers['content-type']).split(';')[0]
    return { status: answer.statusCode, type, body: answer.body, headers: answer.headers }
  }

  it('answers a frame with a frame', async () => {
    expect(await post('init')).toMatchObject({ status: 200, type: 'text/plain', body: 'step' })
    expect(await post('complete')).toMatchObject({ status: 200, type: 'text/plain', body: 'last' })
    expect(ports.received).toEqual(
      ['init', 'complete'].map((frame) => ({ to: { relayToken: TOKEN }, frame, channel: 'relay' })),
    )
  })

  it.each([
    'application/json',
    'application/octet-stream',
    'text/plain;charset=UTF-8',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'image/png',
  ])('takes any content type: %s', async (type) => {
    expect((await post('init', { headers: { 'content-type': type } })).body).toBe('step')
  })

  it('takes none, too', async () => {
    const origin = await app.listen({ port: 0, host: '127.0.0.1' })
    const answer = await fetch(`${origin}/wallet/${TOKEN}`, { method: 'POST', body: Buffer.from('init') })
    expect(await answer.text()).toBe('step')
  })

  it('answers every failure alike', async () => {
    const stranger = await post('garbage')
    const refused = await post('wrong')
    ports.answer = () => Promise.reject(new Error('connection to 10.0.0.5 refused'))
    const broken = await post('init')
    const others = [
      await post('init', { token: 'short' }),
      await post('init', { token: 'Z'.repeat(64) }),
      await post('x'.repeat(64 * 1024 + 1)),
      await post(''),
      await post(Buffer.from([0, 255, 254])),
      await post('init', { headers: { 'content-type': 'nonsense' } }),
      await post('init', { headers: { 'content-type': ';;;' } }),
    ]
    // A body that was not read to its end closes the connection, which tells of its length alone.
    const plain = ({ headers, ...rest }: typeof stranger) => ({
      ...rest,
      headers: { ...headers, date: '', connection: '' },
    })
    expect(stranger).toMatchObject(REFUSED)
    for (const answer of [refused, broken, ...others]) expect(plain(answer)).toEqual(plain(stranger))
  })

  it('reads a frame of 64 KiB', async () => {
    await post('x'.repeat(64 * 1024))
    expect(ports.received[0]?.frame).toHaveLength(64 * 1024)
  })

  it('looks at a token thirty times a minute, and at an address six hundred times', async () => {
    const bodies = await Promise.all(Array.from({ length: 35 }, () => post('init')))
    expect(bodies.filter(({ body }) => body === 'step')).toHaveLength(30)
    expect(bodies.filter(({ body }) => body === 'AA==')).toHaveLength(5)
    const tokens = Array.from({ length: 600 }, (_, at) => at.toString(16).padStart(64, '0'))
    await Promise.all(tokens.map((token) => post('garbage', { token })))
    const before = ports.received.length
    expect(await post('init', { token: 'f'.repeat(64) })).toMatchObject(REFUSED)
    expect(ports.received).toHaveLength(before)
    const elsewhere = { 'x-forwarded-for': '198.51.100.7' }
    expect((await post('init', { token: 'f'.repeat(64), headers: elsewhere })).body).toBe('step')
  })

  it('lets pages of any origin post, without cookies', async () => {
    const headers = {
      origin: 'https://wallet.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    }
    const preflight = await app.inject({ method: 'OPTIONS', url: `/wallet/${TOKEN}`, headers })
    expect(preflight.statusCode).toBe(204)
    expect(preflight.headers['access-control-allow-origin']).toBe('*')
    expect(preflight.headers['access-control-allow-methods']).toBe('POST')
    const answer = await post('init', { headers: { origin: 'https://wallet.example' } })
    expect(answer.headers['access-control-allow-origin']).toBe('*')
    expect(answer.headers['cache-control']).toBe('no-store')
    for (const { headers: sent } of [preflight, answer]) {
      expect(sent['access-control-allow-credentials']).toBeUndefined()
      expect(sent['set-cookie']).toBeUndefined()
    }
  })

  it('tells a person who opens it to use the wallet, whatever the token', async () => {
    const answers = await Promise.all(
      [TOKEN, 'f'.repeat(64)].map(async (token) => {
        const answer = await app.inject({ url: `/wallet/${token}` })
        return { status: answer.statusCode, body: answer.body.replace(token, '') }
      }),
    )
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]?.status).toBe(404)
    expect(answers[0]?.body).toContain('with the wallet')
    expect(ports.received).toEqual([])
  })

  it('counts frames by what became of them', async () => {
    await post('init')
    await post('complete')
    await post('garbage')
    await post('wrong')
    const text = await registry.metrics()
    for (const outcome of ['answered', 'done', 'stranger', 'refused']) {
      expect(text).toContain(`rollcall_wallet_frames_total{transport="relay",outcome="${outcome}"} 1`)
    }
  })
})
