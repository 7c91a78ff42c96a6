import { toCount, round, type Finding } from './finding.ts'
import { openGeneratedTenant } from './generated-tenant.ts'
import { quantileOf } from './measure.ts'
import { seededRandom } from './random.ts'
import { planQueries, userQueries, type ScreenQueries } from './screen-queries.ts'
import { openTrial } from './trial.ts'
import type { Workbench } from './workbench.ts'

const FEW = 10_000
const TIMES = 200
const WARM = 10

interface Timing {
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
}

/** Claim: what a page of a long list costs goes with what it shows, not with how long the list is. */
export async function measureScreens(bench: Workbench): Promise<Finding[]> {
  const few = bench.people > FEW ? FEW : Math.floor(bench.people / 4)
  const small = await measureAll(bench, few)
  const large = await measureAll(bench, bench.people)
  return [...large].map(([what, much]) => {
    const little = small.get(what) ?? { p50: Number.NaN, p95: Number.NaN }
    return {
      what: `${what}, ${toCount(bench.people)} people: p95`,
      value: `${round(much.p95 / little.p95)} ×`,
      relativeTo: `the same with ${toCount(few)}`,
      remark: `p50 ${ms(much.p50)} and ${ms(little.p50)}, p95 ${ms(much.p95)} and ${ms(little.p95)}`,
    }
  })
}

/** The plan is looked at while it waits, the people once it was applied. People come from memory whatever the source. */
async function measureAll(bench: Workbench, people: number): Promise<Map<string, Timing>> {
  const trial = await openTrial(bench, openGeneratedTenant(people))
  const plan = await trial.planEveryone()
  const timings = new Map<string, Timing>()
  await measureQueries(planQueries(trial.ctx, { run: plan.id, people }), timings)
  await trial.confirm(plan)
  await tidy(bench)
  await measureQueries(await userQueries(trial.ctx, { people }), timings)
  return timings
}

/** What a server does by itself within minutes of an import, unless it was told not to. */
async function tidy({ db }: Workbench): Promise<void> {
  await db.client.$executeRaw`vacuum (analyze)`
}

async function measureQueries(queries: ScreenQueries, timings: Map<string, Timing>): Promise<void> {
  for (const [what, query] of Object.entries(queries)) {
    const random = seededRandom(11)
    const times: number[] = []
    for (let turn = 0; turn < TIMES + WARM; turn += 1) {
      const start = performance.now()
      await query(random)
      if (turn >= WARM) times.push(performance.now() - start)
    }
    timings.set(what, { p50: quantileOf(times, 0.5), p95: quantileOf(times, 0.95) })
  }
}

function ms(value: number): string {
  return `${round(value)} ms`
}
