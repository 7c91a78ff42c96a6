import type { FreshTrial } from './fresh-trial.ts'
import { timeOf } from './measure.ts'
import type { BenchOptions } from './options.ts'
import { openTrial } from './trial.ts'
import { warmUp } from './warm-up.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

/** One trial in a process of its own; told what to do as its one argument, in JSON. See fresh-trial.ts. */
await main()

async function main(): Promise<void> {
  const { engine, options } = parseOrder(process.argv[2] ?? '')
  const bench = await openWorkbench(engine, options)
  try {
    await warmUp(bench)
    const tenant = await bench.openTenant(bench.people)
    const trial = await openTrial(bench, tenant)
    const first = await timeOf(() => trial.importEveryone())
    const again = await timeOf(() => trial.runAgain(0))
    const peak = process.resourceUsage().maxRSS * 1024
    await tenant.close()
    process.send?.({ first, again, peak } satisfies FreshTrial)
  } finally {
    await bench.close()
    process.disconnect()
  }
}

/** The parent writes this argument itself. */
function parseOrder(text: string): { engine: Workbench['engine']; options: BenchOptions } {
  return JSON.parse(text) as { engine: Workbench['engine']; options: BenchOptions }
}
