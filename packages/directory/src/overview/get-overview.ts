import { countDays, countPeople } from '@rollcall/db'
import type { OverviewView } from '@rollcall/vocabulary'
import * as z from 'zod'
import { readConnectionViews } from '../connections/read-connection-views.ts'
import type { Call, Context } from '../context.ts'
import { parseInput } from '../errors.ts'
import { RUN_SELECT, toRunView } from '../sync/to-run-view.ts'
import { findAttention } from './find-attention.ts'

const schema = z.object({}).prefault({})

const DAYS = 30
const RUNS = 8
const NOTICE_MS = 7 * 86_400_000
const MOST_NOTICES = 5

const takenFacts = z.object({
  name: z.string().catch('someone'),
  holder: z.string().catch('someone else'),
})

/** Where things stand: people by state, the last 30 days, what needs a person, connections and their last runs. */
export async function getOverview({ ctx, input }: Call<z.input<typeof schema>>): Promise<OverviewView> {
  parseInput(schema, input)
  const { client } = ctx.db
  const connections = await readConnectionViews(ctx)
  const runs = await client.syncRun.findMany({ orderBy: { id: 'desc' }, take: RUNS, select: RUN_SELECT })
  const held = await client.syncRun.findMany({
    where: { status: 'awaiting_confirmation' },
    orderBy: { id: 'desc' },
    select: RUN_SELECT,
  })
  const people = await countPeople(client)
  return {
    people,
    days: await countDays(client, { now: ctx.now(), days: DAYS, unclaimed: people.unclaimed }),
    attention: findAttention({
      now: ctx.now(),
      connections,
      held: held.map(toRunView),
      taken: await listTakenWallets(ctx),
      paused: await listPausedMailings(ctx),
      tokens: await listUnrevokedTokens(ctx),
    }),
    connections,
    runs: runs.map(toRunView),
  }
}

/** A wallet that belongs to someone else is worth a word to administrators for as long as a week, once for each person. */
async function listTakenWallets({ db, now }: Context) {
  const since = new Date(now().getTime() - NOTICE_MS)
  const events = await db.client.event.findMany({
    where: { type: 'claim.did_taken', at: { gt: since }, userId: { not: null } },
    orderBy: { id: 'desc' },
    take: MOST_NOTICES,
    select: { userId: true, data: true },
  })
  const people = new Map(events.map((event) => [event.userId ?? '', takenFacts.parse(event.data)]))
  return [...people].map(([userId, { name, holder }]) => ({ userId, name, holder }))
}

async function listPausedMailings({ db }: Context) {
  const rows = await db.client.mailing.findMany({
    where: { status: 'paused' },
    orderBy: { id: 'desc' },
    take: MOST_NOTICES,
    select: { id: true, pausedReason: true },
  })
  return rows.map(({ id, pausedReason }) => ({ id, reason: pausedReason }))
}

async function listUnrevokedTokens({ db }: Context) {
  return db.client.scimToken.findMany({
    where: { revokedAt: null, connection: { sandbox: false } },
    orderBy: { id: 'asc' },
    select: { connectionId: true, name: true, expiresAt: true, lastUsedAt: true },
  })
}
