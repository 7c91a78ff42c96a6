import { toFinding, type Finding } from './finding.ts'
import { timeOf } from './measure.ts'
import { openTrial } from './trial.ts'
import type { Workbench } from './workbench.ts'

/** Claim: when one person in a hundred changed, a delta costs next to nothing, and a full run little more than without. */
export async function measureOnePercent(bench: Workbench): Promise<Finding[]> {
  const deltas: number[] = []
  const fulls: number[] = []
  const changes = Math.floor(bench.people / 100)
  for (let round = 0; round < bench.rounds; round += 1) {
    const tenant = await bench.openTenant(bench.people)
    const trial = await openTrial(bench, tenant)
    const first = await timeOf(() => trial.importEveryone())
    await tenant.changePeople(changes)
    deltas.push((await timeOf(() => trial.runAgain(changes, 'delta'))) / first)
    await tenant.changePeople(changes)
    fulls.push((await timeOf(() => trial.runAgain(changes))) / first)
    await tenant.close()
  }
  const relativeTo = 'the first import'
  return [
    toFinding({ what: 'Delta with 1 % changed', relativeTo, goal: 'at most 0.05 ×' }, deltas),
    toFinding({ what: 'Full run with 1 % changed', relativeTo }, fulls),
  ]
}
