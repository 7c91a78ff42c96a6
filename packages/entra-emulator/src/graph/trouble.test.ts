import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FaultEffect, FaultMatch } from '../faults.ts'
import { errorOf, TestClient, textOf } from '../testing/test-client.ts'

let client: TestClient
beforeAll(async () => {
  client = await TestClient.start({ tenants: [{ people: 40 }] })
})
afterAll(() => client.close())
afterEach(() => {
  client.emulator.control.reset()
  client.forgetToken()
})

function trouble(effect: FaultEffect, match: Partial<FaultMatch> = {}): void {
  client.emulator.control.addFault({ match: { path: '/v1.0/users', times: 1, ...match }, effect })
}

describe('throttling', () => {
  test.each([
    [{ kind: 'throttle' }, '10'],
    [{ kind: 'throttle', retryAfter: 3 }, '3'],
    [{ kind: 'throttle', retryAfter: 2.128 }, '2.128'],
    [{ kind: 'throttle', retryAfter: new Date('2026-11-21T20:00:00Z') }, 'Sat, 21 Nov 2026 20:00:00 GMT'],
    [{ kind: 'throttle', retryAfter: 'none' }, null],
  ] satisfies [FaultEffect, string | null][])('%j says Retry-After: %s', async (effect, header) => {
    trouble(effect)
    const reply = await client.graph('/users')
    expect(reply.headers.get('retry-after')).toBe(header)
    expect(reply.headers.get('x-ms-throttle-information')).toBe('ResourceUnitLimitExceeded')
    expect(reply.headers.get('x-ms-throttle-scope')).toBe(
      `Tenant_Application/ReadWrite/${client.app.clientId}/${client.tenant.tenantId}`,
    )
    expect(reply.json).toEqual({
      error: {
        code: 'TooManyRequests',
        innerError: {
          code: '429',
          date: expect.any(String),
          message: 'Please retry after',
          'request-id': reply.headers.get('request-id'),
          status: '429',
        },
        message: 'Please retry again later.',
      },
    })
    expect((await client.graph('/users')).status).toBe(200)
  })

  test('the bucket warns from four fifths on, refuses when full, and drains with time', async () => {
    const { control } = client.emulator
    control.setBehaviour(client.tenant.tenantId, { throttle: { units: 10, windowSeconds: 10 } })
    const seen: [number, string | null][] = []
    for (let at = 0; at < 6; at++) {
      const reply = await client.graph('/users')
      seen.push([reply.status, reply.headers.get('x-ms-throttle-limit-percentage')])
    }
    expect(seen.map(([status]) => status)).toEqual([200, 200, 200, 200, 200, 429])
    expect(seen[0]?.[1]).toBeNull()
    expect(Number(seen[5]?.[1])).toBeGreaterThan(1)
    control.advanceClock(10_000)
    expect((await client.graph('/users')).status).toBe(200)
  })
})

describe('outages', () => {
  test('have Graph’s error bodies, or a proxy’s page', async () => {
    const answers: unknown[] = []
    for (const status of [500, 502, 503, 504] as const) {
      trouble({ kind: 'status', status })
      answers.push(errorOf(await client.graph('/users')))
    }
    expect(answers).toEqual([
      { status: 500, code: 'generalException', message: 'General exception while processing' },
      { status: 502, code: 'UnknownError', message: '' },
      { status: 503, code: 'serviceNotAvailable', message: 'The service is temporarily unavailable.' },
      { status: 504, code: 'UnknownError', message: '' },
    ])
    trouble({ kind: 'status', status: 504, html: true })
    const page = await client.graph('/users')
    expect([page.status, page.headers.get('content-type')]).toEqual([504, 'text/html'])
    expect(page.text).toContain('Gateway Time-out')
  })

  test('connections break before and within an answer', async () => {
    trouble({ kind: 'reset' })
    await expect(client.graph('/users')).rejects.toThrow('fetch failed')
    trouble({ kind: 'reset', afterBytes: 200 })
    await expect(client.graph('/users')).rejects.toThrow('terminated')
    const statuses = client.emulator.control.requests().filter((entry) => entry.path === '/v1.0/users')
    expect(statuses.map((entry) => entry.status)).toEqual([0, 0])
  })

  test('bodies stop half way, trickle in, or come late', async () => {
    trouble({ kind: 'truncate' })
    const half = await client.graph('/users?$select=id')
    expect(half.status).toBe(200)
    expect(() => JSON.parse(half.text)).toThrow(SyntaxError)
    trouble({ kind: 'slow', ms: 40 })
    expect((await client.graph('/users?$select=id')).json['value']).toHaveLength(40)
    trouble({ kind: 'delay', ms: 20 })
    expect((await client.graph('/users?$select=id')).json['value']).toHaveLength(40)
  })
})

describe('in the middle of a run', () => {
  test('a token ends, and the next one works', async () => {
    trouble({ kind: 'expire-token' }, { nth: 2 })
    expect((await client.graph('/users')).status).toBe(200)
    expect(errorOf(await client.graph('/users')).code).toBe('InvalidAuthenticationToken')
    expect((await client.graph('/users')).status).toBe(401)
    client.forgetToken()
    expect((await client.graph('/users')).status).toBe(200)
  })

  test('a permission goes and stays gone', async () => {
    trouble({ kind: 'revoke-permission', role: 'User.Read.All' }, { nth: 2 })
    expect((await client.graph('/users')).status).toBe(200)
    expect((await client.graph('/users')).status).toBe(403)
    client.forgetToken()
    expect((await client.graph('/users')).status).toBe(403)
    expect((await client.graph('/groups')).status).toBe(200)
  })

  test('page links expire by fault and by age', async () => {
    const next = textOf((await client.graph('/users?$top=5')).json['@odata.nextLink']) ?? ''
    trouble({ kind: 'page-token-expired' }, { path: 'skiptoken' })
    expect(errorOf(await client.graph(next))).toMatchObject({
      status: 400,
      code: 'Directory_ExpiredPageToken',
    })
    expect((await client.graph(next)).status).toBe(200)
    client.emulator.control.advanceClock(31 * 60_000)
    expect(errorOf(await client.graph(next)).code).toBe('Directory_ExpiredPageToken')
  })

  test('the clock of the service is wrong', async () => {
    client.emulator.control.setClockSkew(-3_600_000)
    client.forgetToken()
    const reply = await client.graph('/users')
    expect(reply.status).toBe(200)
    const behind = Date.now() - Date.parse(reply.headers.get('date') ?? '')
    expect(Math.round(behind / 600_000)).toBe(6)
  })
})

test('the order of checks is token, route, role, query, throttling', async () => {
  trouble({ kind: 'throttle' }, { times: 9 })
  expect((await client.send('/v1.0/users?$top=0')).status).toBe(401)
  expect((await client.graph('/users/1/nonsense/x')).status).toBe(400)
  expect((await client.graph('/users?$top=0')).status).toBe(400)
  expect((await client.graph('/users')).status).toBe(429)
  client.emulator.control.patchApp(client.tenant.tenantId, client.app.clientId, { roles: [] })
  client.forgetToken()
  expect((await client.graph('/users?$top=0')).status).toBe(403)
})
