import { defineConfig } from 'vitest/config'

const rooms = ['packages/*/src', 'apps/*/src', 'tooling/repo-tests']
const tests = rooms.map((room) => `${room}/**/*.test.{ts,tsx}`)
const database = rooms.map((room) => `${room}/**/*.db.test.ts`)
const dom = ['packages/ui/src/**/*.test.{ts,tsx}']
/** Files that talk to a server of their own over TLS, or start a process. */
const network = [
  'packages/entra-emulator/src/**/*.test.ts',
  'packages/entra/src/{emulator,provider,source}{,-*}.test.ts',
  'packages/entra/src/checks/run-checks.test.ts',
]

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        // Nothing here keeps state between tests, so files share a thread: starting one for each would cost most of the time.
        test: {
          name: 'pure',
          include: tests,
          exclude: ['**/node_modules/**', ...database, ...dom, ...network],
          isolate: false,
          pool: 'threads',
        },
      },
      { extends: true, test: { name: 'dom', include: dom } },
      { extends: true, test: { name: 'network', include: network, isolate: false, pool: 'threads' } },
      // Processes of their own, because a database that dies must not take other tests with it; each loads everything once.
      { extends: true, test: { name: 'database', include: database, isolate: false, pool: 'forks' } },
    ],
  },
})
