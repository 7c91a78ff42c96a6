import { countStatements, type StatementCount } from './count-statements.ts'
import { round, toCount, type Finding } from './finding.ts'
import { openServerCounter, type ServerCounter } from './server-statements.ts'
import { openTrial } from './trial.ts'
import type { Workbench } from './workbench.ts'

/** People that a run writes in one transaction. */
const BATCH = 5_000
const RUNS = {
  first: 'First import',
  same: 'Nothing changed',
  changed: '1 % changed',
  delta: 'Delta, 1 % changed',
}

type Counted = StatementCount & { readonly pages: number }
type Counts = Record<keyof typeof RUNS, Counted>

/** Claim: a run asks a small constant of the database for each page it reads and each batch it applies. */
export async function countPerRun(bench: Workbench): Promise<Finding[]> {
  const server = await openServerCounter(bench.db)
  const few = Math.floor(bench.people / 4)
  const small = await countRuns(bench, server, few)
  const large = await countRuns(bench, server, bench.people)
  await server?.close()
  const by = server ? 'pg_stat_statements' : 'the driver'
  const more = bench.people - few
  return Object.entries(RUNS).map(([kind, what]) => {
    const [less, all] = [small[toKind(kind)], large[toKind(kind)]]
    const added = all.statements - less.statements
    return {
      what: `${what}: SQL statements for each ${toCount(BATCH)} people more`,
      value: round((added / more) * BATCH),
      relativeTo: `${toCount(bench.people)} beside ${toCount(few)} people`,
      goal: 'a small constant, none per person',
      remark: [
        `${all.statements} and ${less.statements} statements, counted by ${by}`,
        `${all.pages} and ${less.pages} requests to the directory`,
        `${all.transactions} and ${less.transactions} transactions`,
        `no statement ran more than ${all.mostOfOne} times`,
      ].join('; '),
    }
  })
}

async function countRuns(bench: Workbench, server: ServerCounter | null, people: number): Promise<Counts> {
  const tenant = await bench.openTenant(people)
  const trial = await openTrial(bench, tenant)
  const count = async (work: () => Promise<void>): Promise<Counted> => {
    let counted: StatementCount | null = null
    await server?.reset()
    const requests = await tenant.requestsDuring(async () => {
      counted = await countStatements(work)
    })
    const sent = expectCounted(counted)
    return { ...sent, statements: (await server?.read()) ?? sent.statements, pages: requests.length }
  }
  const changes = Math.floor(people / 100)
  const first = await count(() => trial.importEveryone())
  const same = await count(() => trial.runAgain(0))
  await tenant.changePeople(changes)
  const changed = await count(() => trial.runAgain(changes))
  await tenant.changePeople(changes)
  const delta = await count(() => trial.runAgain(changes, 'delta'))
  await tenant.close()
  return { first, same, changed, delta }
}

function expectCounted(counted: StatementCount | null): StatementCount {
  if (counted) return counted
  throw new Error('The statements of a run were not counted.')
}

/** `Object.entries` forgets which names an object has. */
function toKind(name: string): keyof typeof RUNS {
  return name as keyof typeof RUNS
}
