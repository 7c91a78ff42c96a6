import { countStatements, type StatementCount } from './count-statements.ts'
import { round, type Finding } from './finding.ts'
import { openTrial } from './trial.ts'
import type { Workbench } from './workbench.ts'

/** Claim: what a run asks of the database grows with pages, not with people. */
export async function countPerRun(bench: Workbench): Promise<Finding[]> {
  const few = Math.floor(bench.people / 4)
  const small = await countRuns(bench, few)
  const large = await countRuns(bench, bench.people)
  const kinds = [
    ['First import', 'first'],
    ['Nothing changed', 'same'],
    ['1 % changed', 'changed'],
  ] as const
  return kinds.flatMap(([what, kind]) =>
    (['statements', 'transactions'] as const).map((unit) => ({
      what: `${what}: ${unit}`,
      value: `${round(large[kind][unit] / small[kind][unit])} ×`,
      relativeTo: 'a run over a quarter of the people',
      remark: `${large[kind][unit]} for ${bench.people.toLocaleString('en')} people, ${small[kind][unit]} for ${few.toLocaleString('en')}`,
    })),
  )
}

async function countRuns(
  bench: Workbench,
  people: number,
): Promise<Record<'first' | 'same' | 'changed', StatementCount>> {
  const tenant = await bench.openTenant(people)
  const trial = await openTrial(bench, tenant)
  const first = await countStatements(() => trial.importEveryone())
  const same = await countStatements(() => trial.runAgain(0))
  const changes = Math.floor(people / 100)
  tenant.changePeople(changes)
  const changed = await countStatements(() => trial.runAgain(changes))
  await tenant.close()
  return { first, same, changed }
}
