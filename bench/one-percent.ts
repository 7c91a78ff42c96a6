import { toFinding, type Finding } from './finding.ts'
import { timeOf } from './measure.ts'
import { openTrial } from './trial.ts'
import type { Workbench } from './workbench.ts'

/** Claim: a full run in which one person in a hundred changed costs little more than one in which nobody did. */
export async function measureOnePercent(bench: Workbench): Promise<Finding[]> {
  const ratios: number[] = []
  const changes = Math.floor(bench.people / 100)
  for (let round = 0; round < bench.rounds; round += 1) {
    const tenant = await bench.openTenant(bench.people)
    const trial = await openTrial(bench, tenant)
    const first = await timeOf(() => trial.importEveryone())
    tenant.changePeople(changes)
    ratios.push((await timeOf(() => trial.runAgain(changes))) / first)
    await tenant.close()
  }
  return [toFinding({ what: 'Full run with 1 % changed', relativeTo: 'the first import' }, ratios)]
}
