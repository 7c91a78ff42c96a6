import { expect, test } from 'vitest'
import { enter, openExchange, type Door, type Exchange } from './exchange.ts'
import { RateLimited } from './rate-limited.ts'
import { INBOUND_PREFIX } from './read-address.ts'
import { createScimLimits } from './scim-limits.ts'
import { toRefusal } from './to-refusal.ts'

const CONNECTION = '0199a1b0-0000-7000-8000-00000000abcd'

/** A door that lets nobody in, at a time of our choosing. */
function openDoor(): Door & { at: number } {
  return {
    at: 1_000_000,
    check: {
      check: async () => ({ kind: 'refused', reason: 'unknown', prefix: null, connectionId: CONNECTION }),
      forget: () => undefined,
      close: () => undefined,
    },
    limits: createScimLimits(100),
    publicUrl: 'https://rollcall.example',
    now() {
      return new Date(this.at)
    },
  }
}

async function knock(
  door: Door,
  ip: string,
): Promise<{ status: number; exchange: Exchange; wait: number | null }> {
  const exchange = openExchange({
    id: CONNECTION,
    method: 'GET',
    url: `${INBOUND_PREFIX}/${CONNECTION}/Users`,
    prefix: INBOUND_PREFIX,
    authorization: 'Bearer guess',
    ip: () => ip,
    userAgent: null,
    ifMatch: null,
    ifNoneMatch: null,
  })
  const refusal = await enter(exchange, door).then(
    () => null,
    (error: unknown) => toRefusal(error),
  )
  return { status: refusal?.error.status ?? 200, exchange, wait: refusal?.retryAfter ?? null }
}

test('an address that guesses too much is slowed, and no other', async () => {
  const door = openDoor()
  for (let count = 0; count < 2000; count += 1) expect((await knock(door, '192.0.2.1')).status).toBe(401)
  expect(await knock(door, '192.0.2.1')).toMatchObject({ status: 429, wait: 1, exchange: { limited: true } })
  expect(await knock(door, '192.0.2.2')).toMatchObject({
    status: 401,
    wait: null,
    exchange: { limited: false },
  })
  door.at += 1000
  expect((await knock(door, '192.0.2.1')).status).toBe(401)
})

test.each([
  [new RateLimited(3), 429, 3],
  [Object.assign(new RateLimited(1), { retryAfterSeconds: 2.2 }), 429, 3],
  [Object.assign(new Error('x'), { code: '22021' }), 400, null],
  [Object.assign(new Error('x'), { code: 'FST_ERR_CTP_BODY_TOO_LARGE', statusCode: 413 }), 413, null],
  [Object.assign(new Error('x'), { code: 'FST_ERR_OTHER', statusCode: 414 }), 400, null],
  [Object.assign(new Error('x'), { code: '23505' }), 500, null],
  [new Error('select * from secrets'), 500, null],
  ['text', 500, null],
])('%s is answered with %d', (error, status, wait) => {
  const refusal = toRefusal(error)
  expect([refusal.error.status, refusal.retryAfter]).toEqual([status, wait])
  expect(refusal.error.detail).not.toContain('secrets')
})
