import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import config from './import-rules.mjs'

/** Names of the rules that fire on a tree made of these files. */
async function violations(files: Record<string, string>): Promise<string[]> {
  const tree = await mkdtemp(join(tmpdir(), 'rollcall-rules-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(tree, path)), { recursive: true })
      await writeFile(join(tree, path), text)
    }
    const forbidden: IForbiddenRuleType[] = config.forbidden
    const result = await cruise(
      ['apps', 'packages'].filter((top) => Object.keys(files).some((path) => path.startsWith(top))),
      {
        baseDir: tree,
        ruleSet: { forbidden },
        validate: true,
        tsPreCompilationDeps: true,
      },
    )
    return [...new Set(toResult(result.output).summary.violations.map((violation) => violation.rule.name))]
  } finally {
    await rm(tree, { recursive: true, force: true })
  }
}

/** Without an output type the cruise answers with an object. */
function toResult(output: ICruiseResult | string): ICruiseResult {
  if (typeof output === 'string') throw new Error(output)
  return output
}

const importing = (path: string) => `import { x } from '${path}'\nexport const y = x\n`
const target = 'export const x = 1\n'

test.each([
  ['packages/vocabulary-imports', 'packages/vocabulary/src/a.ts', 'packages/db/src/b.ts'],
  ['packages/ui-imports', 'packages/ui/src/a.ts', 'packages/vocabulary/src/b.ts'],
  ['packages/entra-emulator-imports', 'packages/entra-emulator/src/a.ts', 'packages/entra/src/b.ts'],
  ['packages/db-imports', 'packages/db/src/a.ts', 'packages/directory/src/b.ts'],
  ['packages/entra-imports', 'packages/entra/src/a.ts', 'packages/db/src/b.ts'],
  ['packages/directory-imports', 'packages/directory/src/a.ts', 'packages/entra/src/b.ts'],
  ['apps/api-imports', 'apps/api/src/a.ts', 'packages/ui/src/b.ts'],
  ['apps/admin-imports', 'apps/admin/src/a.ts', 'packages/directory/src/b.ts'],
  ['emulator-only-in-demo-and-tests', 'apps/api/src/a.ts', 'packages/entra-emulator/src/b.ts'],
  ['wiring-in-deps-only', 'apps/api/src/a.ts', 'packages/entra/src/b.ts'],
  [
    'no-cross-import-in-features',
    'apps/admin/src/features/users/a.ts',
    'apps/admin/src/features/realms/b.ts',
  ],
  ['features-do-not-import-routes', 'apps/admin/src/features/users/a.ts', 'apps/admin/src/routes/b.ts'],
  ['lib-is-the-lowest', 'apps/admin/src/lib/a.ts', 'apps/admin/src/shell/b.ts'],
  ['no-test-code-in-the-product', 'apps/api/src/a.ts', 'apps/api/src/b.test.ts'],
])('%s fires', async (rule, from, to) => {
  const up = '../'.repeat(from.split('/').length - 1)
  expect(await violations({ [from]: importing(`${up}${to}`), [to]: target })).toContain(rule)
})

test('no-cycles fires', async () => {
  const files = {
    'packages/db/src/a.ts': importing('./b.ts'),
    'packages/db/src/b.ts': `${importing('./a.ts')}export { y as x }\n`,
  }
  expect(await violations(files)).toContain('no-cycles')
})

test('no-web-server-in-the-domain fires', async () => {
  const files = {
    'packages/directory/src/a.ts': importing('../node_modules/fastify/index.js'),
    'packages/directory/node_modules/fastify/index.js': target,
  }
  expect(await violations(files)).toContain('no-web-server-in-the-domain')
})

test('what is allowed stays allowed', async () => {
  expect(
    await violations({
      'packages/directory/src/a.ts': importing('../../db/src/b.ts'),
      'packages/db/src/b.ts': importing('../../vocabulary/src/c.ts')
        .replace('const y', 'const x2')
        .replace('= x', '= x\nexport { x }'),
      'packages/vocabulary/src/c.ts': target,
    }),
  ).toEqual([])
})
