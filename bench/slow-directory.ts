import { openEmulatedTenant } from './emulated-tenant.ts'
import { round, toCount, toFinding, type Finding } from './finding.ts'
import { timeOf } from './measure.ts'
import { longestLane } from './shortest-schedule.ts'
import { openSyncedGroups } from './synced-groups.ts'
import type { Workbench } from './workbench.ts'

const GROUPS = 12
const PAGES = 4
const DELAY_MS = 100
/** People of one group at most: the claim is about waiting for the directory, not about writing many people. */
const MOST_EACH = 2_000
/** Groups that a run reads side by side; packages/directory/src/sync/open-groups.ts. */
const AT_ONCE = 4

interface Slow {
  readonly time: number
  /** Milliseconds that the requests of the run take at least. */
  readonly latency: number
  readonly requests: number
}

/** Claim: when every answer takes its time, a run over several groups waits little longer than it must. */
export async function measureSlowDirectory(bench: Workbench): Promise<Finding[]> {
  const each = Math.min(MOST_EACH, Math.floor(bench.people / GROUPS))
  const first: number[] = []
  const again: number[] = []
  const added: number[] = []
  let sample: Slow | null = null
  for (let turn = 0; turn < bench.rounds; turn += 1) {
    const quick = await measureRuns(bench, each, 0)
    const slow = await measureRuns(bench, each, DELAY_MS)
    first.push(slow.first.time / slow.first.latency)
    again.push(slow.again.time / slow.again.latency)
    added.push((slow.again.time - quick.again.time) / slow.again.latency)
    sample ??= slow.again
  }
  const counts = sample ? `${sample.requests} requests, ${round(sample.latency / 1000)} s of waiting` : ''
  const setting = `${GROUPS} groups of ${toCount(each)}, ${DELAY_MS} ms for each answer`
  const relativeTo = `waiting for the answers, ${AT_ONCE} groups at once`
  return [
    toFinding(
      { what: `Full run with nothing changed: ${setting}`, relativeTo, goal: 'at most 1.3 ×' },
      again,
      counts,
    ),
    toFinding(
      { what: `First import: ${setting}`, relativeTo },
      first,
      'writing everyone takes longer than waiting',
    ),
    toFinding({ what: 'Time that the delay adds to the run with nothing changed', relativeTo }, added),
  ]
}

async function measureRuns(
  bench: Workbench,
  each: number,
  delayMs: number,
): Promise<{ first: Slow; again: Slow }> {
  const tenant = await openEmulatedTenant(GROUPS * each, {
    groups: { count: GROUPS, each },
    delayMs,
    pageSizeCap: Math.min(999, Math.ceil(each / PAGES)),
  })
  const world = await openSyncedGroups(bench, tenant)
  const measure = async (changes: number): Promise<Slow> => {
    let time = 0
    const requests = await tenant.requestsDuring(async () => {
      time = await timeOf(() => world.sync(changes))
    })
    return { time, latency: latencyOf(requests, tenant.groups) * DELAY_MS, requests: requests.length }
  }
  const first = await measure(GROUPS * each)
  const again = await measure(0)
  await tenant.close()
  return { first, again }
}

/** Requests that cannot but come one after another: those of the busiest lane, and those about no group. */
function latencyOf(requests: readonly string[], groups: readonly string[]): number {
  const jobs = groups.map((id) => requests.filter((path) => path.includes(id)).length)
  const others = requests.length - jobs.reduce((sum, count) => sum + count, 0)
  return longestLane(jobs, AT_ONCE) + others
}
