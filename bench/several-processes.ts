import { randomBytes } from 'node:crypto'
import { makeDatabase } from './bench-database.ts'
import { startEmulatorProcess, type RunningEmulator } from './emulator.ts'
import { round, toCount, toFinding, type Finding } from './finding.ts'
import { connectAll, startAll, type RestServer } from './rest-syncs.ts'
import { startServerProcess, type ServerProcess } from './server-process.ts'
import { awaitRuns, expectExact } from './stored-runs.ts'
import type { Workbench } from './workbench.ts'

const CONNECTIONS = 20
const EACH = 500

/** Claim: several processes share one database, no run is doubled or lost, and more workers get more done. */
export async function measureProcesses(bench: Workbench): Promise<Finding[]> {
  const { serverUrl } = bench.options
  if (serverUrl === undefined) throw new Error('Set TEST_DATABASE_URL to measure several processes.')
  const emulator = await startEmulatorProcess({
    tenants: Array.from({ length: CONNECTIONS }, () => EACH),
    apart: true,
  })
  const ratios: number[] = []
  const rates: number[] = []
  try {
    for (let turn = 0; turn < bench.rounds; turn += 1) {
      const one = await measureSyncs(serverUrl, emulator, 1)
      const two = await measureSyncs(serverUrl, emulator, 2)
      ratios.push(one / two)
      rates.push((CONNECTIONS * EACH) / two)
    }
  } finally {
    await emulator.close()
  }
  const what = `${CONNECTIONS} connections of ${EACH} people, two API and two worker processes`
  const rate = rates.reduce((sum, one) => sum + one, 0) / rates.length
  const remark = `${toCount(rate)} people a second, ${round((rate / EACH) * 60)} runs a minute`
  return [
    toFinding({ what: `${what}: throughput`, relativeTo: 'one worker process' }, ratios, remark),
    {
      what: `${what}: runs that were lost, doubled or not exact`,
      value: '0',
      relativeTo: `${2 * bench.rounds * CONNECTIONS} runs, each asked for at both API processes at once`,
      goal: '0',
      remark: 'anything else ends the bench',
    },
  ]
}

/** Seconds from the first request to the end of the last run. */
async function measureSyncs(serverUrl: string, emulator: RunningEmulator, workers: number): Promise<number> {
  const place = await makeDatabase(serverUrl)
  const key = randomBytes(32).toString('base64')
  const env = {
    DATABASE_URL: place.at.url,
    SECRET_KEY: randomBytes(32).toString('base64'),
    OWNER_API_KEY: key,
    ENTRA_AUTHORITY_HOST: emulator.origin,
    GRAPH_ROOT: emulator.origin,
    ENTRA_CA_FILE: emulator.caFile,
  }
  const processes: ServerProcess[] = []
  const start = async (role: 'web' | 'worker'): Promise<RestServer> => {
    const server = await startServerProcess({ ...env, PROCESS_ROLE: role })
    processes.push(server)
    return { origin: `http://127.0.0.1:${server.port}`, key }
  }
  try {
    const web = [await start('web'), await start('web')]
    for (let worker = 0; worker < workers; worker += 1) await start('worker')
    const connections = await connectAll(web, emulator.tenants)
    await startAll(web, connections)
    await awaitRuns(place.at.url, connections.length)
    return await expectExact(place.at.url, { connections: connections.length, each: EACH })
  } finally {
    await Promise.all(processes.map((server) => server.stop()))
    await place.remove()
  }
}
