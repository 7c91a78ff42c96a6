// Started by a test as a process of its own: opens the folder it is given, stores one setting after the other, and
// prints the key of each once the database has acknowledged it. Runs until it is killed.
import { openDatabase } from '../open-database.ts'
import { MIGRATIONS_DIR } from './migrations-dir.ts'

const database = await openDatabase({ dataDir: process.argv[2], migrationsDir: MIGRATIONS_DIR })
for (let n = 0; ; n++) {
  const key = `row-${n}`
  await database.change(async (tx) => {
    await tx.setting.create({ data: { key, value: n } })
  })
  process.stdout.write(`${key}\n`)
}
