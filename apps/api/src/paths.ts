import { existsSync } from 'node:fs'

/** The bundle carries its migrations beside it; from source they are where they are written. */
export function migrationsDir(): URL {
  const bundled = new URL('./migrations/', import.meta.url)
  return existsSync(bundled) ? bundled : new URL('../../../prisma/migrations/', import.meta.url)
}

/** The bundled database worker; from source the database room finds its own. */
export function databaseWorker(): URL | undefined {
  const bundled = new URL('./database-worker.mjs', import.meta.url)
  return existsSync(bundled) ? bundled : undefined
}

/** The built console: the same place seen from `src` and from `dist`. */
export function consoleDir(): URL {
  return new URL('../../admin/dist/', import.meta.url)
}
