// Bundles the server and the demo into dist/. Our own packages export source, so this is the only build there is.
import { cp, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

// Packages with files beside their code (native binaries, WebAssembly, browser assets) stay in node_modules.
const external = [
  '@electric-sql/pglite',
  '@electric-sql/pglite/*',
  '@electric-sql/pglite-socket',
  '@node-rs/argon2',
  'swagger-ui-dist',
  'pg-native',
  'node-datachannel',
]
// Some dependencies are CommonJS and ask for `require`, which an ES module does not have.
const banner = {
  js: [
    "import { createRequire as __createRequire } from 'node:module'",
    'const require = __createRequire(import.meta.url)',
    "const __filename = (await import('node:url')).fileURLToPath(import.meta.url)",
    "const __dirname = (await import('node:path')).dirname(__filename)",
  ].join(';'),
}
const options = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  outdir: here('dist'),
  external,
  sourcemap: true,
  logLevel: 'warning',
}

await rm(here('dist'), { recursive: true, force: true })
await Promise.all([
  build({
    ...options,
    banner,
    entryPoints: {
      main: here('src/main.ts'),
      demo: here('src/demo/demo-main.ts'),
      // A process of its own; src/wallet/driver/driver-program.ts looks for it under this name.
      'peer-driver': here('src/wallet/driver/driver-process.ts'),
    },
    splitting: true,
    chunkNames: 'part-[hash]',
  }),
  build({
    ...options,
    entryPoints: { 'database-worker': here('../../packages/db/src/embedded/worker.mjs') },
    outExtension: { '.js': '.mjs' },
  }),
  cp(here('../../prisma/migrations'), here('dist/migrations'), { recursive: true }),
])
