import { readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { lock } from 'proper-lockfile'
import { DatabaseError } from '../database-error.ts'

interface LockWatch {
  /** The holder seems to be gone, and its lock frees itself within seconds. */
  onWait: () => void
  /** Another process took the lock over; nothing may be written from now on. */
  onLost: (reason: string) => void
}

/** A holder that was killed frees the folder after this long. */
const STALE_MS = 10_000
const RETRY_MS = 500
const ATTEMPTS = (STALE_MS + 2_000) / RETRY_MS

/**
 * Takes the folder for this process; a second writer would silently lose rows. Resolves with the release. Waits out
 * a holder that was killed, and throws DatabaseError when it is alive.
 */
export async function lockFolder(folder: string, watch: LockWatch): Promise<() => Promise<void>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await takeLock(folder, watch.onLost)
    } catch (error) {
      if (!hasCode(error, 'ELOCKED')) throw error
      if (attempt > ATTEMPTS || (await isHolderAlive(folder))) throw refusal(folder, error)
      if (attempt === 1) watch.onWait()
      await sleep(RETRY_MS)
    }
  }
}

async function takeLock(folder: string, onLost: LockWatch['onLost']): Promise<() => Promise<void>> {
  let lost = false
  const release = await lock(folder, {
    lockfilePath: join(folder, 'lock'),
    stale: STALE_MS,
    update: 3_000,
    retries: 0,
    onCompromised(error) {
      lost = true
      onLost(error.message)
    },
  })
  await writeFile(holderPath(folder), JSON.stringify(thisProcess()))
  return async () => {
    if (!lost) await release()
  }
}

function refusal(folder: string, cause: unknown): DatabaseError {
  return new DatabaseError(
    `The data folder ${folder} is in use by another Rollcall. Stop that one first, or choose another folder.`,
    { cause },
  )
}

interface Holder {
  pid: number
  host: string
  /** Tells a process from an earlier one with its number, as containers reuse them. */
  startedAt: number
}

function thisProcess(): Holder {
  return { pid: process.pid, host: hostname(), startedAt: performance.timeOrigin }
}

/** Only sure about processes of this machine; others, and a holder that has not yet signed, may be gone. */
async function isHolderAlive(folder: string): Promise<boolean> {
  const holder = await readHolder(folder)
  const self = thisProcess()
  if (!holder || holder.host !== self.host) return false
  if (holder.pid === self.pid) return holder.startedAt === self.startedAt
  try {
    process.kill(holder.pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

async function readHolder(folder: string): Promise<Holder | null> {
  try {
    const found: unknown = JSON.parse(await readFile(holderPath(folder), 'utf8'))
    return isHolder(found) ? found : null
  } catch {
    return null
  }
}

function isHolder(found: unknown): found is Holder {
  if (typeof found !== 'object' || found === null) return false
  return 'pid' in found && typeof found.pid === 'number' && 'host' in found && 'startedAt' in found
}

function holderPath(folder: string): string {
  return join(folder, 'lock.holder')
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
