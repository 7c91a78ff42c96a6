import { toFinding, type Finding } from './finding.ts'
import { timeOf } from './measure.ts'
import { openTrial } from './trial.ts'
import type { Workbench } from './workbench.ts'

/** Claim: a person costs the same in a large directory as in a small one. */
export async function measureGrowth(bench: Workbench): Promise<Finding[]> {
  const few = Math.floor(bench.people / 4)
  const imports: number[] = []
  const reruns: number[] = []
  for (let round = 0; round < bench.rounds; round += 1) {
    const small = await perPerson(bench, few)
    const large = await perPerson(bench, bench.people)
    imports.push(large.first / small.first)
    reruns.push(large.again / small.again)
  }
  const of = (count: number) => count.toLocaleString('en')
  const relativeTo = `one person of ${of(few)}`
  return [
    toFinding({ what: `First import, one person of ${of(bench.people)}`, relativeTo }, imports),
    toFinding({ what: `Nothing changed, one person of ${of(bench.people)}`, relativeTo }, reruns),
  ]
}

async function perPerson(bench: Workbench, people: number): Promise<{ first: number; again: number }> {
  const tenant = await bench.openTenant(people)
  const trial = await openTrial(bench, tenant)
  const first = (await timeOf(() => trial.importEveryone())) / people
  const again = (await timeOf(() => trial.runAgain(0))) / people
  await tenant.close()
  return { first, again }
}
