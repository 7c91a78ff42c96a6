import { chooseClaims, type Claim } from './claims.ts'
import type { Finding } from './finding.ts'
import { readOptions, USAGE } from './options.ts'
import { toTable } from './table.ts'
import { warmUp } from './warm-up.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`)
  // A claim that failed half way may have left a process of its own running; it ends when this one does.
  process.exit(1)
})

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env)
  const claims = chooseClaims(options.claims)
  for (const engine of options.engines) {
    const bench = await openWorkbench(engine, options)
    try {
      process.stdout.write(`\n${await titleOf(bench)}\n\n`)
      process.stdout.write(`${toTable(await measureAll(bench, claims))}\n`)
    } finally {
      await bench.close()
    }
  }
}

async function measureAll(bench: Workbench, claims: readonly Claim[]): Promise<Finding[]> {
  await warmUp(bench)
  const findings: Finding[] = []
  for (const { name, measure, postgresOnly } of claims) {
    if (postgresOnly && bench.engine !== 'postgres') {
      process.stderr.write(`${name} is left out: the embedded engine belongs to one process\n`)
      continue
    }
    process.stderr.write(`${name} on ${bench.engine}\n`)
    findings.push(...(await measure(bench)))
  }
  return findings
}

async function titleOf({ engine, db, options }: Workbench): Promise<string> {
  const rows = await db.client.$queryRaw<{ version: string }[]>`
    select current_setting('server_version') as version`
  const name = engine === 'embedded' ? 'Embedded engine (PGlite, PostgreSQL ' : 'PostgreSQL server ('
  const source = options.source === 'memory' ? 'a directory in memory' : 'the emulator over TLS'
  return `${name}${rows[0]?.version ?? 'unknown'}), ${options.people.toLocaleString('en')} people from ${source}, rounds: ${options.rounds}`
}
