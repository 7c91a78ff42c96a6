import { copyAndMerge } from './copy-merge.ts'
import { toCount, toFinding, type Finding } from './finding.ts'
import { timeOf } from './measure.ts'
import { readAndForget } from './tenant.ts'
import { openTrial, type Trial } from './trial.ts'
import type { Workbench } from './workbench.ts'
import { rowsWrittenDuring } from './written-rows.ts'

/** What a run writes about itself: the run, what happened, and where the connection's next delta begins. */
const OF_THE_RUN = new Set(['sync_runs', 'events', 'connections'])

/** Claim: when nothing has changed, a full run costs little more than reading everyone, and writes about itself only. */
export async function measureNoChange(bench: Workbench): Promise<Finding[]> {
  const tenant = await bench.openTenant(bench.people)
  const againstReading: number[] = []
  const againstImport: number[] = []
  const againstCopy: number[] = []
  let written: Finding | null = null
  for (let round = 0; round < bench.rounds; round += 1) {
    const trial = await openTrial(bench, tenant)
    const first = await timeOf(() => trial.importEveryone())
    written ??= await countWritten(bench, trial)
    const reading = await timeOf(() => readAndForget(tenant))
    const again = await timeOf(() => trial.runAgain(0))
    againstReading.push(again / reading)
    againstImport.push(again / first)
    if (bench.engine === 'postgres') {
      againstCopy.push(again / (await timeOf(() => copyAndMerge(trial, tenant))))
    }
  }
  await tenant.close()
  const what = 'Full run with nothing changed'
  const copied = 'COPY and two merges with nothing changed'
  return [
    toFinding(
      { what, relativeTo: 'fetching and parsing the same people', goal: goalOf(bench) },
      againstReading,
      bench.options.source === 'memory' ? 'making people up is cheaper than fetching them' : '',
    ),
    toFinding({ what, relativeTo: 'the first import' }, againstImport),
    ...(againstCopy.length > 0 ? [toFinding({ what, relativeTo: copied }, againstCopy)] : []),
    ...(written ? [written] : []),
  ]
}

/** The goal speaks of a directory that has to be fetched. */
function goalOf({ options }: Workbench): string {
  return options.source === 'emulator' ? 'at most 1.5 ×' : 'see --source emulator'
}

async function countWritten({ db }: Workbench, trial: Trial): Promise<Finding> {
  const written = await rowsWrittenDuring(db, () => trial.runAgain(0))
  const others = [...written].filter(([table]) => !OF_THE_RUN.has(table))
  return {
    what: 'Rows written by it, but for the run, its events and its connection',
    value: toCount(others.reduce((sum, [, rows]) => sum + rows, 0)),
    relativeTo: 'all tables',
    goal: '0',
    remark: [...written].map(([table, rows]) => `${table} ${rows}`).join(', '),
  }
}
