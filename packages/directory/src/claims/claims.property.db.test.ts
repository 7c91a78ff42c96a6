import { describeEachEngine } from '@rollcall/db/testing'
import { toAccountDid } from '@rollcall/vaultysid'
import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { newSession, openClaimWorld, scan, type ClaimWorld, type Scan } from '../testing/index.ts'
import { updateUser } from '../users/update-user.ts'
import { cancelClaim } from './cancel-claim.ts'
import { expireWalletSessions } from './expire-wallet-sessions.ts'
import { getClaim } from './get-claim.ts'
import { walletLeft } from './wallet-left.ts'

const CHANNELS = [undefined, 'one', 'two'] as const

/** One thing that can happen to a QR. Numbers choose among what there is at that moment. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('start'), channel: fc.nat(2), honest: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('finish'), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('replay'), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('garbage'), sealed: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass'), seconds: fc.integer({ min: 1, max: 130 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave'), which: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ do: 'cancel' }, { do: 'open' }, { do: 'sweep' }, { do: 'disable' }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const HONEST: Step[] = [
  { do: 'start', channel: 0, honest: true },
  { do: 'finish', which: 0 },
]

interface Play {
  readonly world: ClaimWorld
  readonly userId: string
  qr: { id: string; qrText: string }
  readonly scans: { scan: Scan; sessionId: string; channel: string | undefined; honest: boolean }[]
  /** DIDs of wallets that signed, by the session they signed for. */
  readonly signed: Map<string, Set<string>>
}

/** Wallets that never sign are only named by someone else. */
async function take(play: Play, now: Step): Promise<void> {
  const { world, scans, userId } = play
  const { ctx } = world
  const chosen = 'which' in now ? scans[now.which % Math.max(scans.length, 1)] : undefined
  switch (now.do) {
    case 'start': {
      if (!('channel' in now)) return
      const channel = CHANNELS[now.channel]
      const one = scan({ ctx, qr: play.qr.qrText, ...(channel !== undefined && { channel }) })
      scans.push({ scan: one, sessionId: play.qr.id, channel, honest: now.honest })
      await one.start()
      return
    }
    case 'finish': {
      if (!chosen?.scan.step1 || !chosen.honest) return
      const signed = play.signed.get(chosen.sessionId) ?? new Set()
      play.signed.set(chosen.sessionId, signed.add(toAccountDid(chosen.scan.wallet.identity)))
      await chosen.scan.finish()
      return
    }
    case 'replay':
      for (const frame of chosen?.scan.sent.slice() ?? []) await chosen?.scan.post(frame)
      return
    case 'garbage': {
      const one = scan({ ctx, qr: play.qr.qrText })
      const bytes = new Uint8Array(randomBytes(80))
      await ('sealed' in now && now.sealed
        ? one.send(bytes)
        : one.post(Buffer.from(bytes).toString('base64')))
      return
    }
    case 'pass':
      return world.pass('seconds' in now ? now.seconds * 1000 : 0)
    case 'leave':
      if (chosen) {
        const { id } = await getClaim({ ctx, input: { id: chosen.sessionId }, opener: null })
        await walletLeft({ ctx, sessionId: id, channel: chosen.channel ?? 'relay' })
      }
      return
    case 'cancel':
      return void (await cancelClaim({ ctx, input: { id: play.qr.id }, opener: null }))
    case 'open':
      if ((await world.user(userId)).registeredAt === null) play.qr = await world.open(userId)
      return
    case 'sweep':
      return void (await expireWalletSessions({ ctx }))
    case 'disable':
      await updateUser({ ctx, input: { id: userId, status: 'disabled' } })
      await updateUser({ ctx, input: { id: userId, status: 'active' } })
  }
}

/** Nobody is bound without having signed for this very QR, and only a session that is done names anyone. */
async function check({ world, userId, signed }: Play): Promise<void> {
  const user = await world.user(userId)
  const rows = await world.ctx.db.client.walletSession.findMany({ where: { userId } })
  const done = rows.filter((row) => row.status === 'done')
  expect(
    rows.filter((row) => row.status === 'open' || row.status === 'connected').length,
  ).toBeLessThanOrEqual(1)
  expect(done.length).toBe(user.did === null ? 0 : 1)
  expect(user.claimedAt === null).toBe(user.did === null)
  for (const row of rows) {
    const view = await getClaim({ ctx: world.ctx, input: { id: row.id }, opener: newSession() })
    expect(view).toMatchObject({ fingerprint: row.status === 'done' ? row.fingerprint : null })
    if (row.status === 'done') {
      expect(row.did).toBe(user.did)
      expect(signed.get(row.id)).toContain(row.did)
    } else {
      expect([row.did, row.fingerprint, row.certificate]).toEqual([null, null, null])
    }
  }
}

describeEachEngine('whatever happens to a QR', (open) => {
  test('only a wallet that signed for it gets the account', { timeout: 300_000 }, async () => {
    let claimed = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const world = openClaimWorld(open())
        const userId = await world.person()
        const play: Play = { world, userId, qr: await world.open(userId), scans: [], signed: new Map() }
        for (const now of steps) {
          await take(play, now)
          await check(play)
        }
        if ((await world.user(userId)).did !== null) claimed += 1
      }),
      { numRuns: 25, examples: [[HONEST]] },
    )
    // Without any success it would hold for a server that refuses everyone.
    expect(claimed).toBeGreaterThan(0)
  })
})
