import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

const LOOK_EVERY_MS = 250
const PATIENCE_MS = 600_000

/** Resolves once `count` runs have ended, however they did. */
export async function awaitRuns(url: string, count: number): Promise<void> {
  await withClient(url, async (client) => {
    const deadline = performance.now() + PATIENCE_MS
    for (;;) {
      const { rows } = await client.query<{ ended: number }>(
        'select count(*)::int as ended from sync_runs where finished_at is not null',
      )
      if ((rows[0]?.ended ?? 0) >= count) return
      if (performance.now() > deadline) throw new Error(`After ten minutes ${rows[0]?.ended} runs had ended.`)
      await sleep(LOOK_EVERY_MS)
    }
  })
}

const FACTS = `select
  (select count(*) from sync_runs)::int as runs,
  (select count(*) from sync_runs where status = 'succeeded' and created = $1 and applied_count = $1
    and change_count = $1 and seen = $1)::int as exact,
  (select count(*) from events where type = 'run.started')::int as started,
  (select count(*) from events where type = 'run.finished')::int as finished,
  (select count(*) from users)::int as users,
  (select count(*) from entra_identities)::int as identities,
  (select count(distinct user_id) from entra_identities)::int as linked,
  (select extract(epoch from max(finished_at) - min(created_at)) from sync_runs)::float8 as seconds`

/** Throws unless each connection had one exact run that made everyone once. Answers how many seconds all of them took. */
export async function expectExact(
  url: string,
  wanted: { connections: number; each: number },
): Promise<number> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<Record<string, number>>(FACTS, [wanted.each])
    const { seconds = Number.NaN, ...found } = rows[0] ?? {}
    const people = wanted.connections * wanted.each
    const expected = {
      runs: wanted.connections,
      exact: wanted.connections,
      started: wanted.connections,
      finished: wanted.connections,
      users: people,
      identities: people,
      linked: people,
    }
    if (JSON.stringify(found) === JSON.stringify(expected)) return seconds
    throw new Error(
      `The runs were not exact: ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}.`,
    )
  })
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
