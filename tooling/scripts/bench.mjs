// pnpm bench: measures imports and re-runs, and prints every number as a ratio. Options: bench/options.ts.
import { run } from './run-built.mjs'

process.exitCode = await run(
  process.execPath,
  ['--expose-gc', '--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)],
  { env: { TSX_TSCONFIG_PATH: 'tooling/tsconfig/node.json' } },
)
