import { openTrial } from './trial.ts'
import type { Workbench } from './workbench.ts'

const PEOPLE = 600

/** Code that runs for the first time is slower, whatever it does. */
export async function warmUp(bench: Workbench): Promise<void> {
  const tenant = await bench.openTenant(PEOPLE)
  const trial = await openTrial(bench, tenant)
  await trial.importEveryone()
  await trial.runAgain(0)
  await tenant.close()
}
