import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createKeyRing } from './seal.ts'
import { loadOrCreateSecretKey } from './secret-key-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-key-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('makes one usable key, for its owner only, and finds it again', async () => {
  const dataDir = join(folder, 'data')
  const first = await loadOrCreateSecretKey(dataDir)
  const sealed = createKeyRing(first).seal('p', 'r', 'text')
  expect(
    createKeyRing(await loadOrCreateSecretKey(dataDir))
      .open('p', 'r', sealed)
      .reveal(),
  ).toBe('text')
  expect((await stat(join(dataDir, 'secret.key'))).mode & 0o777).toBe(0o600)
})

it('gives starts that race the same key and leaves no drafts', async () => {
  const keys = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateSecretKey(folder)))
  const stored = (await readFile(join(folder, 'secret.key'), 'utf8')).trim()
  expect(keys.map((key) => key.reveal())).toEqual(keys.map(() => stored))
  expect(await readdir(folder)).toEqual(['secret.key'])
})
