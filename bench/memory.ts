import { round, type Finding } from './finding.ts'
import { peakMemoryOf } from './measure.ts'
import { openTrial } from './trial.ts'
import type { Workbench } from './workbench.ts'

/** Claim: four times the people do not take four times the memory. */
export async function measureMemory(bench: Workbench): Promise<Finding[]> {
  const few = Math.floor(bench.people / 4)
  const small = await peakOf(bench, few)
  const large = await peakOf(bench, bench.people)
  return [
    {
      what: 'Peak memory of the process during a first import and a second run',
      value: `${round(large / small)} ×`,
      relativeTo: 'the same with a quarter of the people',
      remark: `${toMegabytes(large)} and ${toMegabytes(small)}`,
    },
  ]
}

async function peakOf(bench: Workbench, people: number): Promise<number> {
  const tenant = await bench.openTenant(people)
  const trial = await openTrial(bench, tenant)
  const peak = await peakMemoryOf(async () => {
    await trial.importEveryone()
    await trial.runAgain(0)
  })
  await tenant.close()
  return peak
}

function toMegabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`
}
