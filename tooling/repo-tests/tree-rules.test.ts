import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'

const root = new URL('../..', import.meta.url)
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && path !== 'pnpm-lock.yaml' && existsSync(new URL(path, root)))
const sources = files.filter((path) => /\.(ts|tsx|mjs)$/.test(path))

/** Words that say nothing about what a file answers. */
const EMPTY_NAMES =
  /^(utils?|helpers?|common|shared|misc|core|types|services?|managers?|handlers?|data|info)$/

/** Paths whose name, or a folder on the way, says nothing. `lib` is the console's lowest floor and nothing else. */
export function namesThatSayNothing(paths: readonly string[]): string[] {
  return paths.filter((path) => {
    const parts = path.split('/')
    const stem = basename(path).split('.')[0] ?? ''
    const folders = parts.slice(0, -1)
    const lib = folders.includes('lib') && !path.startsWith('apps/admin/src/lib/')
    return lib || [...folders, stem].some((part) => EMPTY_NAMES.test(part))
  })
}

export function notKebabCase(paths: readonly string[]): string[] {
  return paths.filter((path) => !/^\.?[a-z0-9]+([.-][a-z0-9]+)*$/.test(basename(path)))
}

function linesOf(path: string): number {
  return readFileSync(new URL(path, root), 'utf8').split('\n').length - 1
}

test('the rules notice what they are for', () => {
  expect(
    namesThatSayNothing(['packages/db/src/utils.ts', 'apps/api/src/lib/a.ts', 'apps/admin/src/lib/a.ts']),
  ).toHaveLength(2)
  expect(notKebabCase(['a/camelCase.ts', 'a/kebab-case.test.ts', 'a/Upper.tsx'])).toHaveLength(2)
})

test('every name says what the file answers', () => {
  expect(namesThatSayNothing(sources)).toEqual([])
  expect(notKebabCase(sources)).toEqual([])
})

test('no source is longer than 300 lines, no test longer than 600', () => {
  const limit = (path: string) => (/\.(test|spec)\.tsx?$/.test(path) ? 600 : 300)
  expect(sources.filter((path) => linesOf(path) > limit(path))).toEqual([])
})

test('the environment is read in one place', () => {
  const readers = sources.filter(
    (path) =>
      /^(apps|packages)\//.test(path) &&
      !/\.test\.tsx?$|\/testing\/|\.mjs$|\/vite\.config\.ts$/.test(path) &&
      /process\.env/.test(readFileSync(new URL(path, root), 'utf8')),
  )
  expect(readers).toEqual(['apps/api/src/env.ts'])
})

test('SQL lives in the database room', () => {
  const writers = sources.filter(
    (path) =>
      /^(apps|packages)\//.test(path) &&
      !path.startsWith('packages/db/') &&
      !/\.test\.tsx?$|\/testing\//.test(path) &&
      /\$(queryRaw|executeRaw)(Unsafe)?[`(]/.test(readFileSync(new URL(path, root), 'utf8')),
  )
  expect(writers).toEqual([])
})

test('every dependency comes from the catalog', () => {
  const loose = files
    .filter((path) => basename(path) === 'package.json')
    .flatMap((path) => {
      const manifest: { dependencies?: Record<string, string>; devDependencies?: Record<string, string> } =
        JSON.parse(readFileSync(new URL(path, root), 'utf8'))
      return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
        .filter(([, version]) => version !== 'catalog:' && version !== 'workspace:*')
        .map(([name, version]) => `${path}: ${name}@${version}`)
    })
  expect(loose).toEqual([])
})
