import { openEmulatedTenant } from './emulated-tenant.ts'
import type { Finding } from './finding.ts'
import { measureFirstImport } from './first-import.ts'
import { openGeneratedTenant } from './generated-tenant.ts'
import { measureGrowth } from './growth.ts'
import { measureMemory } from './memory.ts'
import { measureNoChange } from './no-change.ts'
import { measureOnePercent } from './one-percent.ts'
import { readOptions, USAGE, type BenchOptions } from './options.ts'
import { countPerRun } from './statements.ts'
import { toTable } from './table.ts'
import { openTrial } from './trial.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

/** Memory comes first: what earlier measurements leave in the heap would hide its growth. */
const CLAIMS = [
  measureMemory,
  measureFirstImport,
  measureNoChange,
  measureOnePercent,
  measureGrowth,
  countPerRun,
]
const WARM_UP = 600

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`)
  process.exitCode = 1
})

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env)
  const openTenant = async (people: number) =>
    options.source === 'emulator' ? openEmulatedTenant(people) : openGeneratedTenant(people)
  for (const engine of options.engines) {
    const bench = await openWorkbench(engine, { options, openTenant })
    try {
      process.stdout.write(`\n${await titleOf(bench, options)}\n\n`)
      process.stdout.write(`${toTable(await measureAll(bench))}\n`)
    } finally {
      await bench.close()
    }
  }
}

async function measureAll(bench: Workbench): Promise<Finding[]> {
  await warmUp(bench)
  const findings: Finding[] = []
  for (const claim of CLAIMS) {
    process.stderr.write(`${claim.name} on ${bench.engine}\n`)
    findings.push(...(await claim(bench)))
  }
  return findings
}

/** Code that runs for the first time is slower, whatever it does. */
async function warmUp(bench: Workbench): Promise<void> {
  const tenant = await bench.openTenant(WARM_UP)
  const trial = await openTrial(bench, tenant)
  await trial.importEveryone()
  await trial.runAgain(0)
  await tenant.close()
}

async function titleOf(bench: Workbench, options: BenchOptions): Promise<string> {
  const rows = await bench.db.client.$queryRaw<{ version: string }[]>`
    select current_setting('server_version') as version`
  const engine = bench.engine === 'embedded' ? 'Embedded engine (PGlite, PostgreSQL ' : 'PostgreSQL server ('
  const source = options.source === 'memory' ? 'a directory in memory' : 'the emulator over TLS'
  return `${engine}${rows[0]?.version ?? 'unknown'}), ${options.people.toLocaleString('en')} people from ${source}, rounds: ${options.rounds}`
}
