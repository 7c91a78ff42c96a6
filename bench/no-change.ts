import { copyAndMerge } from './copy-merge.ts'
import { toFinding, type Finding } from './finding.ts'
import { timeOf } from './measure.ts'
import { openTrial } from './trial.ts'
import type { Workbench } from './workbench.ts'

/** Claim: when nothing has changed, reading everyone again costs a fraction of the import. */
export async function measureNoChange(bench: Workbench): Promise<Finding[]> {
  const tenant = await bench.openTenant(bench.people)
  const againstImport: number[] = []
  const againstCopy: number[] = []
  for (let round = 0; round < bench.rounds; round += 1) {
    const trial = await openTrial(bench, tenant)
    const first = await timeOf(() => trial.importEveryone())
    const again = await timeOf(() => trial.runAgain(0))
    againstImport.push(again / first)
    if (bench.engine === 'postgres') {
      againstCopy.push(again / (await timeOf(() => copyAndMerge(trial, tenant))))
    }
  }
  await tenant.close()
  const what = 'Full run with nothing changed'
  return [
    toFinding({ what, relativeTo: 'the first import' }, againstImport),
    ...(againstCopy.length > 0
      ? [toFinding({ what, relativeTo: 'COPY and two merges with nothing changed' }, againstCopy)]
      : []),
  ]
}
