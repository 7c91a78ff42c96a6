import { round, toCount, type Finding } from './finding.ts'
import { measureFresh } from './fresh-trial.ts'
import type { Workbench } from './workbench.ts'

const FEW = 100_000

/** Claim: ten times the people do not take ten times the memory. */
export async function measureMemory(bench: Workbench): Promise<Finding[]> {
  const few = bench.people > FEW ? FEW : Math.floor(bench.people / 4)
  const small = await measureFresh(bench, few)
  const large = await measureFresh(bench, bench.people)
  return [
    {
      what: `Peak memory of the process, ${toCount(bench.people)} people`,
      value: `${round(large.peak / small.peak)} ×`,
      relativeTo: `${toCount(few)} people`,
      goal: 'at most 1.3 ×',
      remark: `${toMegabytes(large.peak)} and ${toMegabytes(small.peak)}, each in a process of its own`,
    },
  ]
}

function toMegabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`
}
