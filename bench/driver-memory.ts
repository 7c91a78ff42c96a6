import { readdir, readFile } from 'node:fs/promises'

const PROGRAM = 'wallet/driver/driver-process'

/**
 * Resident memory of the processes that hold data channels, in bytes; null where it cannot be found out. One whose driver
 * was chosen before lives on for a while.
 */
export async function driverMemory(): Promise<number | null> {
  const names = await readdir('/proc').catch(() => [])
  const pids = names.filter((name) => /^\d+$/.test(name))
  const sizes = (await Promise.all(pids.map(sizeOf))).filter((size) => size !== null)
  return sizes.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0)
}

async function sizeOf(pid: string): Promise<number | null> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  if (!command.includes(PROGRAM)) return null
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) * 1024
}
