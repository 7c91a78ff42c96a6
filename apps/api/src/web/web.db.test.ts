import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

describe('the console and its surroundings', () => {
  let server: TestServer
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollcall-console-'))
    await mkdir(join(folder, 'assets'))
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Console</title>')
    await writeFile(join(folder, 'favicon.svg'), '<svg/>')
    await writeFile(join(folder, 'assets', 'main-a1b2c3.js'), 'export {}')
    server = await openTestServer({ consoleDir: pathToFileURL(`${folder}/`) })
  })
  afterAll(async () => {
    await server.close()
    await rm(folder, { recursive: true })
  })

  const get = (url: string) => server.app.inject({ url, headers: { accept: 'text/html' } })

  it.each([
    '/',
    '/users',
    '/users/unregistered/0199a1b0',
    '/settings/integrations?tab=x',
    '/apiary',
    '/claim/abc',
  ])('opens the console at %s', async (url) => {
    const answer = await get(url)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('<title>Console</title>')
    expect(answer.headers['cache-control']).toBe('no-cache')
    expect(answer.headers['content-type']).toContain('text/html')
  })

  it('lets browsers keep what carries a hash in its name, and nothing else', async () => {
    const asset = await get('/assets/main-a1b2c3.js')
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(asset.headers['content-type']).toContain('javascript')
    expect((await get('/favicon.svg')).headers['cache-control']).toBe('no-cache')
  })

  it.each([
    '/assets/main-old.js',
    '/api/nothing',
    '/api',
    '/trpc',
    '/trpc/a/b',
    '/scim/v2/Users',
    '/auth/nothing',
    '/wallet/x',
    '/peerjs',
  ])('does not mistake %s for a page', async (url) => {
    const answer = await get(url)
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found'])
    expect(answer.json().message).toContain(url)
  })

  it.each(['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json', '/%00', '/%'])(
    'gives away no file of ours at %s',
    async (url) => {
      const answer = await get(url)
      expect(answer.body).not.toContain('"name"')
      expect(answer.statusCode).toBeLessThan(500)
    },
  )

  it('sends strict headers with every answer, and no HSTS over plain http', async () => {
    for (const url of ['/', '/api/docs', '/healthz', '/trpc/instance.get', '/nowhere.js']) {
      const { headers } = await get(url)
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain("connect-src 'self'")
      expect(policy).not.toMatch(/script-src[^;]*unsafe/)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['x-frame-options']).toBe('DENY')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['strict-transport-security']).toBeUndefined()
      expect(headers['x-request-id']).toBeTruthy()
      expect(headers['x-powered-by']).toBeUndefined()
    }
  })

  it('says how it is', async () => {
    expect((await get('/healthz')).json()).toEqual({ status: 'ok' })
    expect((await get('/readyz')).json()).toEqual({ status: 'ready' })
    expect((await get('/metrics')).body).toContain('rollcall_http_request_duration_seconds')
  })
})

describe('a server behind https', () => {
  it('asks browsers to stay with https', async () => {
    const server = await openTestServer({ env: { PUBLIC_URL: 'https://rollcall.test.example' } })
    const answers = ['/healthz', '/api/scim/v2/Users'].map((url) => server.app.inject({ url }))
    for (const { headers } of await Promise.all(answers))
      expect(headers['strict-transport-security']).toBe('max-age=31536000')
    await server.close()
  })
})

describe('a server without a built console', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await openTestServer()
  })
  afterAll(() => server.close())

  it('says what to do about it', async () => {
    const answer = await server.app.inject({ url: '/users' })
    expect(answer.statusCode).toBe(503)
    expect(answer.body).toContain('pnpm build')
  })

  it('is not ready when the database does not answer', async () => {
    const ping = () => Promise.reject(new Error('connection to 10.0.0.5 refused'))
    const broken = await openTestServer({ db: { ...server.db, ping, close: async () => {} } })
    const answer = await broken.app.inject({ url: '/readyz' })
    await broken.close()
    expect(answer.statusCode).toBe(503)
    expect(answer.body).not.toContain('10.0.0.5')
  })
})

describe('a process that only works on jobs', () => {
  it('answers health checks and nothing else', async () => {
    const server = await openTestServer({ surfaces: 'health' })
    const answers = await Promise.all(
      ['/healthz', '/readyz', '/metrics', '/', '/api/users', '/trpc/instance.get'].map((url) =>
        server.app.inject({ url }),
      ),
    )
    await server.close()
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 404, 404, 404])
    for (const { headers } of answers) expect(headers['x-content-type-options']).toBe('nosniff')
  })
})
