import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parseJson } from './json-value.ts'

const BIN = fileURLToPath(new URL('bin.ts', import.meta.url))

async function firstLine(...flags: string[]): Promise<{ line: string; code: number | null }> {
  const child = spawn(process.execPath, ['--import', 'tsx', BIN, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const lines = [createInterface({ input: child.stdout }), createInterface({ input: child.stderr })]
  const line = await Promise.race(
    lines.map((source) => new Promise<string>((resolve) => source.once('line', resolve))),
  )
  child.kill('SIGTERM')
  return { line, code: await ended }
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

test('a flag that makes no sense is refused in a sentence', async () => {
  const { line } = await firstLine('--people', 'many')
  expect(line).toBe("--people needs a whole number, not 'many'.")
})
