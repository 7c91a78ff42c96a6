import { measureCrashes } from './crash.ts'
import { measureDeltaIdle } from './delta-idle.ts'
import type { Finding } from './finding.ts'
import { measureFirstImport } from './first-import.ts'
import { measureGrowth } from './growth.ts'
import { measureMemory } from './memory.ts'
import { measureNoChange } from './no-change.ts'
import { measureOnePercent } from './one-percent.ts'
import { measureScimRequests } from './scim-requests.ts'
import { measureScreens } from './screens.ts'
import { measureProcesses } from './several-processes.ts'
import { measureSlowDirectory } from './slow-directory.ts'
import { countPerRun } from './statements.ts'
import { measureWalletSessions } from './wallet-sessions.ts'
import type { Workbench } from './workbench.ts'

export interface Claim {
  readonly name: string
  readonly measure: (bench: Workbench) => Promise<Finding[]>
  /** The embedded engine belongs to one process, so some claims cannot be made about it. */
  readonly postgresOnly?: boolean
}

const CLAIMS: readonly Claim[] = [
  { name: 'first-import', measure: measureFirstImport },
  { name: 'statements', measure: countPerRun },
  { name: 'no-change', measure: measureNoChange },
  { name: 'delta-idle', measure: measureDeltaIdle },
  { name: 'one-percent', measure: measureOnePercent },
  { name: 'growth', measure: measureGrowth },
  { name: 'memory', measure: measureMemory },
  { name: 'slow-directory', measure: measureSlowDirectory },
  { name: 'screens', measure: measureScreens },
  { name: 'processes', measure: measureProcesses, postgresOnly: true },
  { name: 'wallet-sessions', measure: measureWalletSessions },
  { name: 'scim', measure: measureScimRequests, postgresOnly: true },
  { name: 'crash', measure: measureCrashes },
]

/** The claims of these names, or all. Throws with a sentence for the person at the keyboard. */
export function chooseClaims(names: readonly string[]): readonly Claim[] {
  const known = CLAIMS.map((claim) => claim.name)
  const strange = names.find((name) => !known.includes(name))
  if (strange !== undefined)
    throw new Error(`There is no claim named ${strange}. There are: ${known.join(', ')}.`)
  return names.length === 0 ? CLAIMS : CLAIMS.filter((claim) => names.includes(claim.name))
}
