import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** How the process that holds the data channels is started. */
export interface DriverProgram {
  readonly path: string
  readonly execArgv: readonly string[]
  readonly cwd: string | undefined
}

/** More than many connections need; someone who fills it ends this process and not the server. */
const HEAP_MB = 256

/** The bundle has it beside itself; from source it is TypeScript, read by the loader of the repository's root. */
export function driverProgram(): DriverProgram {
  const heap = `--max-old-space-size=${HEAP_MB}`
  const bundled = new URL('./peer-driver.js', import.meta.url)
  if (existsSync(bundled)) return { path: fileURLToPath(bundled), execArgv: [heap], cwd: undefined }
  return {
    path: fileURLToPath(new URL('./driver-process.ts', import.meta.url)),
    execArgv: [heap, '--import', 'tsx'],
    cwd: fileURLToPath(new URL('../../../../../', import.meta.url)),
  }
}
