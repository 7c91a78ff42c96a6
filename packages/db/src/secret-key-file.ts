import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Secret } from './secret.ts'

/**
 * The key ring's key of a server that was not given one: `<dataDir>/secret.key`, made at the first start and readable
 * by its owner only. A backup needs it: without it nothing sealed opens again.
 */
export async function loadOrCreateSecretKey(dataDir: string): Promise<Secret> {
  const path = join(dataDir, 'secret.key')
  const found = await readKey(path)
  if (found) return found
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  // Linking a finished file into place is atomic and never replaces a key that another start made meanwhile.
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  try {
    await link(draft, path)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    await rm(draft)
  }
  return new Secret((await readFile(path, 'utf8')).trim())
}

async function readKey(path: string): Promise<Secret | null> {
  try {
    return new Secret((await readFile(path, 'utf8')).trim())
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
