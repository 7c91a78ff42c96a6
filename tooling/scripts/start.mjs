// pnpm start: the production server, with the settings of the environment.
import { buildAll, root, run } from './run-built.mjs'

const server = 'apps/api/dist/main.js'
await buildAll([server, 'apps/admin/dist/index.html'])
process.exitCode = await run(process.execPath, ['--enable-source-maps', `${root}/${server}`])
