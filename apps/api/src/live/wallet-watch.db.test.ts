import type { Database } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { cancelClaim, getClaim } from '@rollcall/directory'
import { openClaimWorld, scan } from '@rollcall/directory/testing'
import type { ClaimView } from '@rollcall/vocabulary'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestServer } from '../testing/test-server.ts'
import { streamWalletSession } from './stream-wallet-session.ts'
import { createWalletWatch, type WalletWatch } from './wallet-watch.ts'

const log = { info() {}, warn() {}, error() {} }
const opener = { kind: 'session', id: '0199a1b0-0000-7000-8000-0000000000aa' } as const

describeEachEngine('watching a QR', (open) => {
  let watch: WalletWatch
  let stop: AbortController
  let world: ReturnType<typeof openClaimWorld>
  beforeEach(() => {
    world = openClaimWorld(open())
    watch = createWalletWatch({ db: open(), log, pollMs: 10, now: () => world.ctx.now() })
    stop = new AbortController()
  })
  afterEach(() => {
    stop.abort()
    watch.close()
  })
  const follow = (id: string) => watch.follow({ id, signal: stop.signal })

  it('gives a mark at once, and another for each change and for the passing of time alone', async () => {
    const view = await world.open(await world.person())
    const marks = follow(view.id)
    const seen = [await next(marks)]
    await scan({ ctx: world.ctx, qr: view.qrText, channel: 'one' }).start()
    seen.push(await next(marks))
    world.pass(60_000)
    seen.push(await next(marks))
    world.pass(180_000)
    seen.push(await next(marks))
    await open().client.user.delete({ where: { id: view.userId } })
    seen.push(await next(marks))
    expect(new Set(seen).size).toBe(5)
    expect(await isSilent(marks)).toBe(true)
  })

  it('asks once for all who watch, and not at all when nobody does', async () => {
    const views = await Promise.all([1, 2, 3].map(async () => world.open(await world.person())))
    const { db, asked } = counting(open())
    const counted = createWalletWatch({ db, log, pollMs: 5, now: () => world.ctx.now() })
    expect(asked()).toBe(0)
    const all = [...views, ...views].map((view) => counted.follow({ id: view.id, signal: stop.signal }))
    await Promise.all(all.map(next))
    const many = asked()
    expect(many).toBeLessThanOrEqual(2)
    stop.abort()
    await Promise.all(all.map((marks) => marks.return()))
    await pause(40)
    const after = asked()
    await pause(60)
    expect(asked()).toBe(after)
    counted.close()
  })

  it('goes on after the database failed for a moment', async () => {
    const view = await world.open(await world.person())
    const { db, fail } = counting(open())
    const shaky = createWalletWatch({ db, log, pollMs: 5, now: () => world.ctx.now() })
    fail(2)
    const marks = shaky.follow({ id: view.id, signal: stop.signal })
    expect(await next(marks)).toContain('open')
    shaky.close()
    expect((await marks.next()).done).toBe(true)
  })

  it('streams the whole view until the QR has ended', async () => {
    const server = await openTestServer({ db: { ...open(), close: async () => {} } })
    const view = await world.open(await world.person(), opener)
    const ctx = world.ctx
    const stream = streamWalletSession({
      deps: { ...server.deps, walletWatch: watch },
      id: view.id,
      read: async () => (await getClaim({ ctx, input: { id: view.id }, opener })) as ClaimView,
      signal: stop.signal,
    })
    const phone = scan({ ctx, qr: view.qrText })
    const states: ClaimView[] = []
    for await (const [, seen] of stream) {
      states.push(seen)
      if (states.length === 1) await phone.start()
      if (seen.status === 'connected') await phone.finish()
    }
    expect(states.map((one) => one.status)).toEqual(['open', 'connected', 'done'])
    expect(states[0]).toEqual(view)
    expect(states[2]?.fingerprint).toMatch(/^01/)

    const other = await world.open(await world.person(), opener)
    const ended = streamWalletSession({
      deps: { ...server.deps, walletWatch: watch },
      id: other.id,
      read: async () => (await getClaim({ ctx, input: { id: other.id }, opener: null })) as ClaimView,
      signal: stop.signal,
    })
    expect((await ended.next()).value?.[1]).toMatchObject({ status: 'open', qr: [] })
    await cancelClaim({ ctx, input: { id: other.id }, opener: null })
    expect((await ended.next()).value?.[1]).toMatchObject({ status: 'cancelled' })
    expect((await ended.next()).done).toBe(true)
    await server.close()
  })
})

async function next(marks: AsyncGenerator<string, void>): Promise<string> {
  const { value } = await marks.next()
  return value ?? 'ended'
}

async function isSilent(marks: AsyncGenerator<string, void>): Promise<boolean> {
  return Promise.race([marks.next().then(() => false), pause(100).then(() => true)])
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** The same database, with its raw readings counted and, on request, failing. */
function counting(db: Database): { db: Database; asked: () => number; fail: (times: number) => void } {
  let asked = 0
  let failures = 0
  const client = new Proxy(db.client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (name !== '$queryRaw') return value
      return (...args: unknown[]) => {
        asked += 1
        if (failures > 0) {
          failures -= 1
          throw new Error('The database is away.')
        }
        return Reflect.apply(value as (...all: unknown[]) => unknown, target, args)
      }
    },
  })
  return { db: { ...db, client }, asked: () => asked, fail: (times) => (failures = times) }
}
