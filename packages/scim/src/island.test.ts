/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const source = new URL('./', import.meta.url)
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('testing'),
)

/** What makes a file depend on more than its arguments and this folder. */
function ties(text: string): string[] {
  return [
    ...[...text.matchAll(/from '([^.'][^']*)'/g)].map(([, name]) => `imports ${name}`),
    ...(text.match(
      /\b(process|Buffer|console|fetch|globalThis|setTimeout)\b\.?|Date\.now|new Date\(\)|Math\.random/g,
    ) ?? []),
  ]
}

test('nothing here needs more than the language', () => {
  expect(ties("import { x } from 'node:fs'\nconst now = Date.now()")).toHaveLength(2)
  expect(files.length).toBeGreaterThan(30)
  for (const name of files)
    expect([name, ties(readFileSync(new URL(name, source), 'utf8'))]).toEqual([name, []])
})
