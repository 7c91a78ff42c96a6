// pnpm dev: the demo's server and the console, both restarting when a file changes.
import { commandOf, root, run } from './run-built.mjs'

const env = {
  HOST: process.env.HOST || '127.0.0.1',
  DATA_DIR: process.env.DATA_DIR || `${root}/data/dev`,
  LOG_LEVEL: process.env.LOG_LEVEL || 'info',
}
const generate = await run(process.execPath, ['tooling/scripts/prisma.mjs', 'generate'])
if (generate !== 0) process.exit(generate)

const tsx = commandOf('tsx', 'dist/cli.mjs')
const vite = commandOf('vite', 'bin/vite.js', new URL('../../apps/admin/package.json', import.meta.url))
const codes = await Promise.all([
  run(process.execPath, [tsx, 'watch', '--clear-screen=false', 'src/demo/demo-main.ts'], {
    cwd: `${root}/apps/api`,
    env,
  }),
  run(process.execPath, [vite], { cwd: `${root}/apps/admin`, env }),
])
process.exitCode = Math.max(...codes)
