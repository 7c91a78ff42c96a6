// Runs the Prisma command line. `generate`, `validate` and `format` need no schema engine, yet the command insists on
// finding one first; naming any executable keeps it from downloading a binary (docs/decisions/0003).
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const manifest = createRequire(import.meta.url).resolve('prisma/package.json')
const entry = join(dirname(manifest), 'build/index.js')
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath
const result = spawnSync(process.execPath, [entry, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
process.exit(result.status ?? 1)
