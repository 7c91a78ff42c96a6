import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseError } from '../database-error.ts'

/** What the pinned engine writes. Folders of one PostgreSQL major cannot be opened by another. */
export const EMBEDDED_ENGINE = { engine: 'pglite', series: '0.5', postgresMajor: 18 } as const

interface Marker {
  engine: string
  series: string
  postgresMajor: number
}

/** Throws DatabaseError when the folder was written by an engine this version cannot open. */
export async function checkMarker(folder: string): Promise<void> {
  const marker = await readMarker(folder)
  if (!marker || marker.postgresMajor === EMBEDDED_ENGINE.postgresMajor) return
  throw new DatabaseError(
    `The data folder ${folder} was written by PostgreSQL ${marker.postgresMajor} (PGlite ${marker.series}), and ` +
      `this version embeds PostgreSQL ${EMBEDDED_ENGINE.postgresMajor}. Start the version that wrote it, or choose ` +
      'a new folder.',
  )
}

/** Written once the engine has opened a new folder; until then nothing in it counts. */
export async function writeMarker(folder: string): Promise<void> {
  if (await readMarker(folder)) return
  await writeFile(markerPath(folder), `${JSON.stringify(EMBEDDED_ENGINE)}\n`)
}

/**
 * A first start that was interrupted leaves half a database, which no later start can open. It holds no rows yet, so
 * it is put aside. Resolves with its new path, or null when there was none.
 */
export async function putAsideHalfMade(
  folder: string,
  databaseDir: string,
  now: Date,
): Promise<string | null> {
  if (!existsSync(databaseDir) || (await readMarker(folder))) return null
  const aside = `${databaseDir}-incomplete-${now.toISOString().replace(/\D/g, '')}`
  await rename(databaseDir, aside)
  return aside
}

async function readMarker(folder: string): Promise<Marker | null> {
  const path = markerPath(folder)
  if (!existsSync(path)) return null
  const found: unknown = JSON.parse(await readFile(path, 'utf8'))
  if (isMarker(found)) return found
  throw new DatabaseError(
    `The file ${path} does not say which engine wrote the folder. Restore it from a backup.`,
  )
}

function isMarker(found: unknown): found is Marker {
  return (
    typeof found === 'object' &&
    found !== null &&
    'postgresMajor' in found &&
    typeof found.postgresMajor === 'number'
  )
}

function markerPath(folder: string): string {
  return join(folder, 'engine.json')
}
