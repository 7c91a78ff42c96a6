// pnpm bench: builds what has changed, measures imports and re-runs, and prints every number as a ratio. Options: bench/options.ts.
import { buildAll, run } from './run-built.mjs'

// Servers in processes of their own are the built ones.
await buildAll(['apps/api/dist/main.js'])
process.exitCode = await run(
  process.execPath,
  ['--expose-gc', '--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)],
  { env: { TSX_TSCONFIG_PATH: 'tooling/tsconfig/node.json' } },
)
