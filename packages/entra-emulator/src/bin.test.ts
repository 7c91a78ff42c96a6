import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { StrictTarget, TOKEN } from './provisioning/testing/strict-target.ts'
import { parseJson } from './json-value.ts'

const BIN = fileURLToPath(new URL('bin.ts', import.meta.url))

async function firstLine(...flags: string[]): Promise<{ line: string; code: number | null }> {
  const { lines, code } = await firstLines(1, flags)
  return { line: lines[0] ?? '', code }
}

async function firstLines(
  count: number,
  flags: readonly string[],
): Promise<{ lines: string[]; code: number | null }> {
  const child = spawn(process.execPath, ['--import', 'tsx', BIN, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const sources = [createInterface({ input: child.stdout }), createInterface({ input: child.stderr })]
  const lines: string[] = []
  await new Promise<void>((resolve) => {
    for (const source of sources)
      source.on('line', (line) => {
        lines.push(line)
        if (lines.length === count) resolve()
      })
  })
  child.kill('SIGTERM')
  return { lines, code: await ended }
}

test('the command prints how to reach the tenant and stops when asked', async () => {
  const { line, code } = await firstLine('--people', '5', '--seed', '3')
  expect(parseJson(line)).toEqual({
    origin: expect.stringMatching(/^https:\/\/localhost:\d+$/),
    tenantId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    clientId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    clientSecret: expect.stringMatching(/^.{40}$/),
    caFile: expect.stringMatching(/emulator-ca\.pem$/),
  })
  expect(code).toBe(0)
})

test('the command pushes to a SCIM service when told where', async () => {
  const target = await StrictTarget.start()
  const flags = ['--people', '5', '--scim-url', target.baseUrl, '--scim-token', TOKEN]
  const { lines, code } = await firstLines(2, flags)
  expect(parseJson(lines[1] ?? '')).toMatchObject({ outcome: 'completed', counts: { failed: 0 } })
  expect(target.all('Users')).toHaveLength(5)
  expect(code).toBe(0)
  await target.close()
  expect((await firstLine('--scim-url', 'http://a.example')).line).toBe(
    '--scim-url and --scim-token go together.',
  )
})

test('a flag that makes no sense is refused in a sentence', async () => {
  const { line } = await firstLine('--people', 'many')
  expect(line).toBe("--people needs a whole number, not 'many'.")
})
