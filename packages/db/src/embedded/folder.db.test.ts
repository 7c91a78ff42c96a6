import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '../open-database.ts'
import { openTestDatabase } from '../testing/index.ts'
import { MIGRATIONS_DIR } from '../testing/migrations-dir.ts'
import { seedDataDir } from '../testing/seed-data-dir.ts'
import { EMBEDDED_ENGINE } from './folder-marker.ts'

/** These start engines, one after the other, on what may be a busy machine. */
const PATIENCE_MS = 180_000

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rollcall-data-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

const open = (onLog?: (line: { msg: string }) => void) =>
  openDatabase({ dataDir, migrationsDir: MIGRATIONS_DIR, onLog })

it(
  'refuses a folder another process has, and keeps every acknowledged row when that one is killed',
  async () => {
    await seedDataDir(dataDir)
    const script = fileURLToPath(new URL('../testing/writer-process.ts', import.meta.url))
    const writer = spawn(process.execPath, ['--import', 'tsx', script, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const gone = once(writer, 'exit')
    const acknowledged: string[] = []
    for await (const key of createInterface({ input: writer.stdout })) {
      acknowledged.push(key)
      if (acknowledged.length === 1) {
        await expect(open()).rejects.toThrow(/is in use by another Rollcall. Stop that one first/)
      }
      if (acknowledged.length === 30) writer.kill('SIGKILL')
    }
    await gone

    const lines: string[] = []
    const database = await open((line) => lines.push(line.msg))
    try {
      const found = await database.client.setting.findMany({ select: { key: true } })
      expect(found.map((row) => row.key)).toEqual(expect.arrayContaining(acknowledged))
      expect(lines).toEqual([expect.stringContaining('a stopped server may have left locked')])
    } finally {
      await database.close()
    }
  },
  PATIENCE_MS,
)

it(
  'puts aside what an interrupted first start left, and opens the folder again after a proper close',
  async () => {
    await mkdir(join(dataDir, 'database'))
    await writeFile(join(dataDir, 'database', 'PG_VERSION'), '18\n')
    const lines: string[] = []
    const first = await open((line) => lines.push(line.msg))
    await first.client.setting.create({ data: { key: 'kept', value: true } })
    await first.close()
    expect(lines[0]).toMatch(
      /The first start was interrupted; what it left is now in .*database-incomplete-\d+\./,
    )

    const second = await open((line) => lines.push(line.msg))
    expect(await second.client.setting.count()).toBe(1)
    await second.close()
    expect(lines).toHaveLength(2)
    expect((await readdir(dataDir)).filter((name) => name.startsWith('database'))).toHaveLength(2)
  },
  PATIENCE_MS,
)

it('names both versions when another PostgreSQL wrote the folder', async () => {
  const marker = { ...EMBEDDED_ENGINE, series: '0.4', postgresMajor: 17 }
  await writeFile(join(dataDir, 'engine.json'), JSON.stringify(marker))
  await expect(open()).rejects.toThrow(/written by PostgreSQL 17 \(PGlite 0.4\).*embeds PostgreSQL 18/)
})

it('marks folders with the version it really embeds', async () => {
  const database = await openTestDatabase('embedded')
  const [row] = await database.client.$queryRaw<{ version: string }[]>`select version()`
  await database.close()
  const { series, postgresMajor } = EMBEDDED_ENGINE
  expect(row?.version).toMatch(new RegExp(`^PostgreSQL ${postgresMajor}\\..*PGlite ${series}\\.`))
})
