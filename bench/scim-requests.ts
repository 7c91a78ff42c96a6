import { round, toCount, toFinding, type Finding } from './finding.ts'
import { putLoad, type Load } from './http-load.ts'
import { seededRandom } from './random.ts'
import {
  addMember,
  createStatement,
  createUser,
  findUser,
  patchActive,
  patchStatements,
  type Operation,
} from './scim-operations.ts'
import { startScimServer, type ScimServer } from './scim-server.ts'
import type { Workbench } from './workbench.ts'

const CONCURRENCY = [1, 16] as const
/**
 * As many are sent at sixteen before an operation is measured, and as many again before each measurement: a server that runs for
 * weeks has compiled all of a request, which takes some ten thousand of them.
 */
const REQUESTS = { 1: 1_500, 16: 6_000 } as const
const SMALL = 10
/** Groups that a client fills side by side, and one more that is compared with the largest. */
const SMALL_GROUPS = 51
const FEW_PEOPLE = 1_000
/** People beyond the largest group, to be added to it. */
const SPARE = 20_000
const MEMORY_REQUESTS = 100_000

/** Claim: a request of a SCIM client costs at most twice what the statement behind it must cost. */
export async function measureScimRequests(bench: Workbench): Promise<Finding[]> {
  const { people } = bench
  const server = await startScimServer(bench, {
    people: people + SPARE,
    groups: [
      { size: SMALL, count: SMALL_GROUPS },
      { size: people, count: 1 },
    ],
  })
  const few = await startScimServer(bench, { people: FEW_PEOPLE, groups: [] })
  try {
    const findings: Finding[] = []
    for (const operation of operationsOf(server, people)) {
      for (const side of sidesOf(operation, 16)) await side()
      for (const concurrency of CONCURRENCY)
        findings.push(await compareWithBare(bench, operation, concurrency))
    }
    for (const operation of [createStatement(server), patchStatements(server, { people })])
      findings.push({ ...(await compareWithBare(bench, operation, 1)), goal: 'a bound of the above' })
    findings.push(await compareGroups(bench, server), await compareSizes(bench, server, few))
    findings.push(await watchMemory(server, people))
    return findings
  } finally {
    await few.stop()
    await server.stop()
  }
}

function operationsOf(server: ScimServer, people: number): Operation[] {
  const random = seededRandom(7)
  return [
    createUser(server),
    findUser(server, { hit: true, people, random }),
    findUser(server, { hit: false, people, random }),
    patchActive(server, { people }),
    addMember(server, { groups: groupsOf(server, SMALL).slice(1), people: people + SPARE, size: SMALL }),
  ]
}

/** The bare server's load, and ours. */
function sidesOf(operation: Operation, concurrency: 1 | 16): [() => Promise<Load>, () => Promise<Load>] {
  const requests = REQUESTS[concurrency]
  return [
    () => putLoad(operation.bare, { requests, concurrency, expected: operation.bareExpected }),
    () => putLoad(operation.ours, { requests, concurrency, expected: operation.oursExpected }),
  ]
}

async function compareWithBare(
  bench: Workbench,
  operation: Operation,
  concurrency: 1 | 16,
): Promise<Finding> {
  const [bare, ours] = sidesOf(operation, concurrency)
  await bare()
  await ours()
  const rounds: { ours: Load; bare: Load }[] = []
  for (let turn = 0; turn < bench.rounds; turn += 1) rounds.push({ bare: await bare(), ours: await ours() })
  const shown = rounds
    .map((one) => `${round(one.ours.rate)}/s, p50 ${round(one.ours.p50)}, p99 ${round(one.ours.p99)} ms`)
    .at(-1)
  const beside = rounds.map((one) => `${round(one.bare.rate)}/s`).at(-1)
  return toFinding(
    {
      what: `${operation.what}, ${concurrency} at a time`,
      relativeTo: 'rate of a bare route with one statement',
      goal: 'at least 0.5 ×',
    },
    rounds.map((one) => one.ours.rate / one.bare.rate),
    `last round ${shown}; bare ${beside}`,
  )
}

/** Interleaved, so that whatever else the machine does falls on both. */
async function compareGroups(bench: Workbench, server: ScimServer): Promise<Finding> {
  const all = bench.people + SPARE
  const large = addMember(server, {
    groups: groupsOf(server, bench.people),
    people: all,
    size: bench.people,
  })
  const small = addMember(server, {
    groups: groupsOf(server, SMALL).slice(0, 1),
    people: all - SPARE / 2,
    size: SMALL,
  })
  const time = async (operation: Operation) =>
    (await putLoad(operation.ours, { requests: 300, concurrency: 1, expected: operation.oursExpected })).p50
  await time(large)
  await time(small)
  const ratios: number[] = []
  for (let turn = 0; turn < bench.rounds * 2; turn += 1)
    ratios.push((await time(large)) / (await time(small)))
  return toFinding(
    {
      what: large.what,
      relativeTo: `the same in a group of ${SMALL}, median time`,
      goal: 'at most 1.3 ×',
    },
    ratios,
  )
}

async function compareSizes(bench: Workbench, server: ScimServer, few: ScimServer): Promise<Finding> {
  const time = async (at: ScimServer) =>
    (await putLoad(createUser(at).ours, { requests: 300, concurrency: 1, expected: 201 })).p50
  await time(few)
  await time(server)
  const ratios: number[] = []
  for (let turn = 0; turn < bench.rounds * 2; turn += 1) ratios.push((await time(server)) / (await time(few)))
  return toFinding(
    {
      what: `Create a user beside ${toCount(bench.people)}`,
      relativeTo: `the same beside ${toCount(FEW_PEOPLE)}, median time`,
      goal: 'at most 1.3 ×',
    },
    ratios,
  )
}

/** A client at work: mostly looking people up, now and then changing them. */
async function watchMemory(server: ScimServer, people: number): Promise<Finding> {
  const random = seededRandom(11)
  const hit = findUser(server, { hit: true, people, random })
  const miss = findUser(server, { hit: false, people, random })
  const active = patchActive(server, { people })
  const slice = (operation: Operation, requests: number) =>
    putLoad(operation.ours, { requests, concurrency: 16, expected: operation.oursExpected })
  const readings: number[] = []
  const steps = 10
  for (let step = 0; step < steps; step += 1) {
    await slice(hit, (MEMORY_REQUESTS / steps) * 0.5)
    await slice(miss, (MEMORY_REQUESTS / steps) * 0.3)
    await slice(active, (MEMORY_REQUESTS / steps) * 0.2)
    readings.push(await server.memory())
  }
  const early = readings[1] ?? Number.NaN
  const late = readings.at(-1) ?? Number.NaN
  return {
    what: `Memory of the server after ${toCount(MEMORY_REQUESTS)} requests, garbage collected`,
    value: `${round(late / early)} ×`,
    relativeTo: `after ${toCount((MEMORY_REQUESTS / steps) * 2)}`,
    goal: 'flat',
    remark: `${readings.map((bytes) => Math.round(bytes / 1024 ** 2)).join(', ')} MB after each tenth`,
  }
}

function groupsOf({ tenant }: ScimServer, size: number): readonly string[] {
  const ids = tenant.groups.get(size)
  if (ids === undefined) throw new Error(`No group of ${size} was made.`)
  return ids
}
