// pnpm demo: a server with a sample Microsoft Entra tenant, reachable from this machine only.
import { buildAll, root, run } from './run-built.mjs'

const server = 'apps/api/dist/demo.js'
await buildAll([server, 'apps/admin/dist/index.html'])
process.exitCode = await run(process.execPath, ['--enable-source-maps', `${root}/${server}`], {
  env: {
    HOST: process.env.HOST || '127.0.0.1',
    DATA_DIR: process.env.DATA_DIR || 'data/demo',
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
  },
})
