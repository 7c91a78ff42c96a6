import { createHash } from 'node:crypto'
import { EMBEDDED_ENGINE } from '../embedded/folder-marker.ts'
import { readMigrationFiles } from '../migration-files.ts'

export const MIGRATIONS_DIR = new URL('../../../../prisma/migrations/', import.meta.url)
export const SCHEMA_FILE = new URL('../../../../prisma/schema.prisma', import.meta.url)

/** Names a database that these migrations made; any edit gives another name. */
export async function migrationsFingerprint(): Promise<string> {
  const files = await readMigrationFiles(MIGRATIONS_DIR)
  const text = JSON.stringify([EMBEDDED_ENGINE, files.map((file) => [file.name, file.checksum])])
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
