import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { makeRunFolder, makeTemplates, removeTemplates } from './world/stores.ts'

const BUILT = ['../apps/api/dist/main.js', '../apps/admin/dist/index.html']

/** Makes the folder and the databases that every server of this run is copied from. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  for (const path of BUILT) {
    if (existsSync(fileURLToPath(new URL(path, import.meta.url)))) continue
    throw new Error('The server or the console is not built. Run "pnpm build" first.')
  }
  const folder = await makeRunFolder()
  await makeTemplates()
  return async () => {
    await removeTemplates()
    await rm(folder, { recursive: true, force: true })
  }
}
