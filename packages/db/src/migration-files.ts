import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface MigrationFile {
  /** Folder name, `<UTC stamp>_<name>`; migrations run in this order. */
  name: string
  sql: string
  /** SHA-256 of the file in hex, the form Prisma keeps in `_prisma_migrations`. */
  checksum: string
}

/** Reads `<dir>/<name>/migration.sql`, oldest first. Folders without that file are not migrations. */
export async function readMigrationFiles(dir: string | URL): Promise<MigrationFile[]> {
  const root = typeof dir === 'string' ? dir : fileURLToPath(dir)
  const entries = await readdir(root, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(names.toSorted().map((name) => readOne(root, name)))
}

async function readOne(root: string, name: string): Promise<MigrationFile> {
  const bytes = await readFile(join(root, name, 'migration.sql'))
  return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') }
}
