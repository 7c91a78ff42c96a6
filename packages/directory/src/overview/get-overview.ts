import { countDays, countPeople } from '@rollcall/db'
import type { OverviewView } from '@rollcall/vocabulary'
import * as z from 'zod'
import { readConnectionViews } from '../connections/read-connection-views.ts'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { RUN_SELECT, toRunView } from '../sync/to-run-view.ts'
import { findAttention } from './find-attention.ts'

const schema = z.object({}).prefault({})

const DAYS = 30
const RUNS = 8

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
    attention: findAttention({ now: ctx.now(), connections, held: held.map(toRunView) }),
    connections,
    runs: runs.map(toRunView),
  }
}
