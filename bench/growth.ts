import { toCount, toFinding, type Finding } from './finding.ts'
import { measureFresh } from './fresh-trial.ts'
import type { Workbench } from './workbench.ts'

const FEW = 10_000
const GOAL = 'at most 1.5 ×'

/** Claim: a person costs the same in a large directory as in one of ten thousand. */
export async function measureGrowth(bench: Workbench): Promise<Finding[]> {
  const few = bench.people > FEW ? FEW : Math.floor(bench.people / 4)
  const imports: number[] = []
  const reruns: number[] = []
  for (let round = 0; round < bench.rounds; round += 1) {
    const small = await measureFresh(bench, few, round)
    const large = await measureFresh(bench, bench.people, round)
    imports.push(large.first / bench.people / (small.first / few))
    reruns.push(large.again / bench.people / (small.again / few))
  }
  const of = `one person of ${toCount(bench.people)}`
  const about = { relativeTo: `one person of ${toCount(few)}`, goal: GOAL }
  return [
    toFinding({ what: `First import, ${of}`, ...about }, imports),
    toFinding({ what: `Nothing changed, ${of}`, ...about }, reruns),
  ]
}
