import { readdir, readFile } from 'node:fs/promises'

const PROGRAM = 'wallet/driver/driver-process'

/** Resident memory of the process that holds the data channels, in bytes; null where it cannot be found out. */
export async function driverMemory(): Promise<number | null> {
  const pids = await readdir('/proc').catch(() => [])
  for (const pid of pids.filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (!command.includes(PROGRAM)) continue
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1]
    if (kilobytes !== undefined) return Number(kilobytes) * 1024
  }
  return null
}
