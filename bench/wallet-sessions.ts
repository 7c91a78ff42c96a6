import { driverMemory } from './driver-memory.ts'
import { round, toCount, toFinding, type Finding } from './finding.ts'
import { spreadOf } from './measure.ts'
import { sendCrowd, type CrowdResult } from './wallet-crowd.ts'
import { startWalletServer, type WalletServer } from './wallet-server.ts'
import type { Workbench } from './workbench.ts'

const RELAYED = 500
const CONNECTED = 50
/** The first wallet starts the driver's process; it is no part of what the others cost. */
const WARM = 2
const DRIVERS = ['werift', 'node-datachannel'] as const
const PATIENCE_MS = 60_000

interface PeerTrial {
  /** Milliseconds until every wallet was answered, and until every account was claimed. */
  readonly answered: number
  readonly claimed: number
  /** Resident memory that the exchanges added to the driver's process and to the server, in bytes; null if unknown. */
  readonly driver: number | null
  readonly server: number
}

/** Claim: a whole company may claim at once, and what an open QR or a running exchange takes is little. */
export async function measureWalletSessions(bench: Workbench): Promise<Finding[]> {
  const people = bench.rounds * (RELAYED + DRIVERS.length * (CONNECTED + WARM))
  const server = await startWalletServer(bench, people)
  try {
    const relay: { ratio: number; each: number; open: number }[] = []
    for (let turn = 0; turn < bench.rounds; turn += 1) relay.push(await measureRelay(server))
    const findings = relayFindings(relay)
    const perRelayed = Math.min(...relay.map(({ each }) => each))
    for (const driver of DRIVERS) {
      await server.chooseDriver(driver)
      const trials: PeerTrial[] = []
      for (let turn = 0; turn < bench.rounds; turn += 1) trials.push(await measurePeers(server))
      findings.push(...peerFindings(driver, trials, perRelayed))
    }
    return findings
  } finally {
    await server.stop()
  }
}

async function measureRelay(server: WalletServer): Promise<{ ratio: number; each: number; open: number }> {
  const before = await server.metric('process_resident_memory_bytes')
  const keys = await server.openQrs(RELAYED)
  const open = ((await server.metric('process_resident_memory_bytes')) - before) / RELAYED
  const bare = expectNone(await sendCrowd({ origin: server.origin, transport: 'bare', keys }))
  const claims = expectNone(await sendCrowd({ origin: server.origin, transport: 'relay', keys }))
  return { ratio: claims / bare, each: claims / RELAYED, open }
}

async function measurePeers(server: WalletServer): Promise<PeerTrial> {
  await claimOver(server, await server.openQrs(WARM))
  const keys = await server.openQrs(CONNECTED)
  return claimOver(server, keys)
}

async function claimOver(server: WalletServer, keys: readonly string[]): Promise<PeerTrial> {
  const done = 'rollcall_wallet_frames_total{transport="peer",outcome="done"}'
  const before = {
    done: await server.metric(done),
    driver: await driverMemory(),
    server: await server.metric('process_resident_memory_bytes'),
  }
  const held: PeerTrial[] = []
  let finished = 0
  const start = performance.now()
  const result = sendCrowd({ origin: server.origin, transport: 'peer', keys }, async () => {
    const answered = performance.now() - start
    const driver = await driverMemory()
    const memory = await server.metric('process_resident_memory_bytes')
    held.push({
      answered,
      claimed: answered,
      driver: driver === null || before.driver === null ? null : driver - before.driver,
      server: memory - before.server,
    })
    finished = performance.now()
  })
  await until(async () => (await server.metric(done)) - before.done >= keys.length)
  const claimed = performance.now() - finished
  expectNone(await result)
  const [trial] = held
  if (!trial) throw new Error('The wallets were not held.')
  return { ...trial, claimed: trial.answered + claimed }
}

async function until(what: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  while (!(await what())) {
    if (performance.now() > end) throw new Error('Not every wallet got through to its account.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** A crowd in which someone failed must not be measured as a fast one. */
function expectNone({ failed, milliseconds }: CrowdResult): number {
  if (failed.length === 0) return milliseconds
  throw new Error(`${failed.length} wallets failed, the first because: ${failed[0]}`)
}

function relayFindings(relay: readonly { ratio: number; each: number; open: number }[]): Finding[] {
  const each = relay.map((one) => round(one.each)).join(', ')
  const { middle } = spreadOf(relay.map(({ open }) => open))
  return [
    {
      what: `Accounts claimed over the relay, ${toCount(RELAYED)} wallets at once`,
      value: toCount(RELAYED),
      relativeTo: `${toCount(RELAYED)} QRs that were open`,
      goal: 'all of them',
      remark: 'anything else ends the bench',
    },
    toFinding(
      {
        what: 'Time of such a claim: two requests, signatures, a transaction each',
        relativeTo: '2 bare requests',
      },
      relay.map(({ ratio }) => ratio),
      `${each} ms for each claim`,
    ),
    {
      what: 'Memory that an open QR takes in the server',
      value: toKilobytes(Math.max(0, middle)),
      relativeTo: 'growth of the process while they were opened',
      remark: `${toCount(RELAYED)} in each round; an open QR is a row, what grows is the process that made it`,
    },
  ]
}

function peerFindings(driver: string, trials: readonly PeerTrial[], perRelayed: number): Finding[] {
  const ratios = trials.map(({ claimed }) => claimed / CONNECTED / perRelayed)
  const seconds = trials.map(
    ({ answered, claimed }) => `${round(answered / 1000)}/${round(claimed / 1000)} s`,
  )
  const known = trials.flatMap((trial) => trial.driver ?? [])
  const inDriver = known.length > 0 ? toKilobytes(Math.max(...known) / CONNECTED) : 'not known'
  return [
    toFinding(
      {
        what: `Time of a claim over a data channel of ${driver}, ${CONNECTED} wallets at once, all claimed`,
        relativeTo: 'a claim over the relay',
      },
      ratios,
      `all answered/all claimed after ${seconds.join(', ')}, the wallets' own work included`,
    ),
    {
      what: `Memory that a running exchange takes with ${driver}`,
      value: inDriver,
      relativeTo: 'growth of its process, the worst round',
      goal: 'about 1 MB',
      remark: `in the server ${toKilobytes(Math.max(0, ...trials.map(({ server }) => server)) / CONNECTED)}`,
    },
  ]
}

function toKilobytes(bytes: number): string {
  return `${toCount(bytes / 1024)} KB`
}
