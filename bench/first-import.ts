import { copyAndMerge } from './copy-merge.ts'
import { toFinding, type Finding } from './finding.ts'
import { timeOf } from './measure.ts'
import { upsertRowByRow } from './row-by-row.ts'
import { digestPeople, expectSame } from './stored-people.ts'
import { readPeople, type Tenant } from './tenant.ts'
import { openTrial } from './trial.ts'
import type { Workbench } from './workbench.ts'

/** People written row by row; everyone would take minutes, so the time is scaled up from these. */
const SAMPLE = 2_000

/** Claim: a first import is within sight of COPY, and far from a query per person. */
export async function measureFirstImport(bench: Workbench): Promise<Finding[]> {
  const tenant = await bench.openTenant(bench.people)
  const ours: number[] = []
  const copy: number[] = []
  const single: number[] = []
  const tenAtOnce: number[] = []
  for (let round = 0; round < bench.rounds; round += 1) {
    const own = await openTrial(bench, tenant)
    const time = await timeOf(() => own.importEveryone())
    ours.push(bench.people / (time / 1000))
    if (bench.engine === 'postgres') copy.push(time / (await timeCopy(bench, tenant)))
    single.push((await timeRows(bench, tenant, 1)) / time)
    tenAtOnce.push((await timeRows(bench, tenant, 10)) / time)
  }
  await tenant.close()
  const scaled = (finding: Finding) => ({
    ...finding,
    remark: [`scaled from ${Math.min(SAMPLE, bench.people)} people`, finding.remark]
      .filter(Boolean)
      .join('; '),
  })
  const relativeTo = 'the first import'
  return [
    ...(copy.length > 0
      ? [
          toFinding(
            {
              what: 'First import',
              relativeTo: 'COPY and two merges of the same people',
              goal: 'at most 2 ×',
            },
            copy,
          ),
        ]
      : []),
    scaled(
      toFinding(
        { what: 'Two upserts per person, one person after another', relativeTo, goal: 'at least 60 ×' },
        single,
      ),
    ),
    scaled(toFinding({ what: 'Two upserts per person, ten people at once', relativeTo }, tenAtOnce)),
    {
      what: 'For context only: people per second of the first import',
      value: Math.round(ours.toSorted((a, b) => a - b)[Math.floor(ours.length / 2)] ?? 0).toLocaleString(
        'en',
      ),
      relativeTo: 'this machine',
      remark: '',
    },
  ]
}

/** Checks on the way that both ways end with the same people. */
async function timeCopy(bench: Workbench, tenant: Tenant): Promise<number> {
  const expected = await digestPeople(bench.db)
  const trial = await openTrial(bench, tenant)
  const time = await timeOf(() => copyAndMerge(trial, tenant))
  expectSame(expected, await digestPeople(bench.db))
  return time
}

async function timeRows(bench: Workbench, tenant: Tenant, atOnce: number): Promise<number> {
  const people = await readPeople(tenant, SAMPLE)
  const trial = await openTrial(bench, tenant)
  const time = await timeOf(() => upsertRowByRow(trial, people, atOnce))
  return (time * tenant.people) / people.length
}
