import { join } from 'node:path'
import { startEngineWorker } from '../embedded/engine-worker.ts'
import { writeMarker } from '../embedded/folder-marker.ts'
import { migratedSnapshot } from './embedded-snapshot.ts'

/** Fills an empty data folder with a migrated database, faster than a first start makes one. */
export async function seedDataDir(dataDir: string): Promise<void> {
  const worker = await startEngineWorker({
    dataDir: join(dataDir, 'database'),
    snapshotFile: await migratedSnapshot(),
    onCrash: () => {},
  })
  await worker.close()
  await writeMarker(dataDir)
}
