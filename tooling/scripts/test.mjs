// pnpm test: everything that can be checked, one stage after another; pnpm verify (--fast): the half that needs neither a
// database server nor a browser. Ends with one line that adds up all stages, and fails when any of them did.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { commandOf, root, run } from './run-built.mjs'

const fast = process.argv.includes('--fast')
const reports = `${root}/node_modules/.cache/test-reports`
const quiet = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' }
const node = process.execPath
const rules = new URL('../repo-tests/package.json', import.meta.url)

/** A stage without a report counts as one check; one with a report counts its tests. */
const stages = [
  { name: 'Generate the database client', command: [node, 'tooling/scripts/prisma.mjs', 'generate'] },
  { name: 'Format', command: [node, commandOf('oxfmt', 'bin/oxfmt'), '--check', '.'] },
  { name: 'Lint', command: [node, commandOf('oxlint', 'bin/oxlint'), '--type-aware', '--deny-warnings'] },
  {
    name: 'Types',
    command: [
      node,
      commandOf('turbo', 'bin/turbo'),
      'run',
      'typecheck',
      '--output-logs=errors-only',
      '--concurrency=2',
    ],
  },
  {
    name: 'Import rules',
    command: [
      node,
      commandOf('dependency-cruiser', 'bin/dependency-cruise.mjs', rules),
      '--config',
      'tooling/repo-tests/import-rules.mjs',
      'apps',
      'packages',
      'e2e',
      'bench',
    ],
  },
  { name: 'Package boundaries', command: [node, commandOf('turbo', 'bin/turbo'), 'boundaries'] },
  { name: 'Unused code', command: [node, commandOf('knip', 'bin/knip.js')] },
  { name: 'Migrations agree with the schema', command: [node, 'tooling/scripts/migration.mjs', 'check'] },
  { name: fast ? 'Unit tests' : 'Unit and database tests', report: 'vitest.json', command: vitest() },
  ...(fast
    ? []
    : [
        {
          name: 'Build',
          command: [node, commandOf('turbo', 'bin/turbo'), 'run', 'build', '--output-logs=errors-only'],
        },
        { name: 'Browser', command: [node, 'e2e/ensure-browser.mjs'] },
        { name: 'End-to-end tests', report: 'playwright.json', command: playwright() },
      ]),
]

function vitest() {
  const projects = fast ? ['--project=pure', '--project=dom'] : []
  return [
    node,
    commandOf('vitest', 'vitest.mjs'),
    'run',
    ...projects,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reports}/vitest.json`,
  ]
}

function playwright() {
  return [
    node,
    commandOf('@playwright/test', 'cli.js', new URL('../../e2e/package.json', import.meta.url)),
    'test',
    '--config',
    'e2e/playwright.config.ts',
    '--reporter=list,json',
  ]
}

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const total = { passed: 0, failed: 0, skipped: 0 }
const failures = []
for (const stage of stages) {
  process.stdout.write(`\n── ${stage.name}\n`)
  const [command, ...args] = stage.command
  const env = { ...quiet, PLAYWRIGHT_JSON_OUTPUT_FILE: `${reports}/playwright.json` }
  const code = await run(command, args, { env })
  const counted = stage.report ? readReport(`${reports}/${stage.report}`) : null
  const result = counted ?? { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }
  // A runner that ends badly without a failed test has failed all the same.
  if (code !== 0 && result.failed === 0) result.failed = 1
  for (const key of Object.keys(total)) total[key] += result[key]
  if (result.failed > 0) failures.push(stage.name)
  if (result.failed > 0 && stage.name === 'Build') break
}

if (failures.length > 0) process.stdout.write(`\nFailed: ${failures.join(', ')}\n`)
const alsoSkipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${alsoSkipped}\n`)
process.exitCode = total.failed > 0 ? 1 : 0

/** Adds up a report of vitest or Playwright; null when the runner did not get as far as writing one. */
function readReport(path) {
  let report
  try {
    report = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
  if (report.stats) {
    const { expected, unexpected, flaky, skipped } = report.stats
    return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped }
  }
  return {
    passed: report.numPassedTests,
    failed:
      report.numFailedTests +
      report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
        .length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}
