import { countStatements } from './count-statements.ts'
import { round, toCount, type Finding } from './finding.ts'
import { timeOf } from './measure.ts'
import { openTrial } from './trial.ts'
import type { Workbench } from './workbench.ts'

interface Idle {
  readonly requests: readonly string[]
  readonly statements: number
  /** Median milliseconds. */
  readonly time: number
}

/** Claim: a delta in which nothing has changed costs the same whatever the size of the tenant. */
export async function measureDeltaIdle(bench: Workbench): Promise<Finding[]> {
  const few = Math.floor(bench.people / 4)
  const small = await measureIdle(bench, few)
  const large = await measureIdle(bench, bench.people)
  const relativeTo = `the same with ${toCount(few)} people`
  const compare = (what: string, unit: (idle: Idle) => number, goal: string): Finding => ({
    what: `Delta with nothing changed, ${toCount(bench.people)} people: ${what}`,
    value: `${round(unit(large) / unit(small))} ×`,
    relativeTo,
    goal,
    remark: `${toCount(unit(large))} and ${toCount(unit(small))}`,
  })
  const asked = bench.options.source === 'emulator' ? 'Graph requests' : 'requests to the directory'
  return [
    compare(asked, (idle) => idle.requests.length, '1 ×, and at most 3'),
    compare('SQL statements', (idle) => idle.statements, '1 ×'),
    compare('milliseconds', (idle) => idle.time, 'about 1 ×'),
  ]
}

async function measureIdle(bench: Workbench, people: number): Promise<Idle> {
  const tenant = await bench.openTenant(people)
  const trial = await openTrial(bench, tenant)
  await trial.importEveryone()
  // One beforehand, so that nothing is measured cold.
  await trial.runAgain(0, 'delta')
  let statements = 0
  const requests = await tenant.requestsDuring(async () => {
    statements = (await countStatements(() => trial.runAgain(0, 'delta'))).statements
  })
  const times: number[] = []
  for (let turn = 0; turn < 5; turn += 1) times.push(await timeOf(() => trial.runAgain(0, 'delta')))
  await tenant.close()
  return { requests, statements, time: times.toSorted((a, b) => a - b)[2] ?? Number.NaN }
}
