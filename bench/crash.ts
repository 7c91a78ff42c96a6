import { recoverRuns, startRun } from '@rollcall/directory'
import { dyingDatabase, Killed } from '@rollcall/directory/testing'
import type { RunId, RunView } from '@rollcall/vocabulary'
import { describeOutcome, openCrashWorld, type CrashWorld } from './crash-world.ts'
import type { Finding } from './finding.ts'
import { seededRandom, type Random } from './random.ts'
import { RandomDirectory } from './random-directory.ts'
import type { Workbench } from './workbench.ts'

type Mode = 'full' | 'delta'

interface Tally {
  runs: number
  kills: number
  mismatches: number
}

/**
 * Claim: whenever the worker is killed, another one ends the run as if nothing had happened. Each history is lived twice,
 * once in peace and once with a worker that dies at random transactions; a difference is printed and fails the bench.
 */
export async function measureCrashes(bench: Workbench): Promise<Finding[]> {
  await bench.reset()
  const tallies: Record<Mode, Tally> = {
    full: { runs: 0, kills: 0, mismatches: 0 },
    delta: { runs: 0, kills: 0, mismatches: 0 },
  }
  const kills = () => tallies.full.kills + tallies.delta.kills
  for (let seed = 1; kills() < bench.options.kills; seed += 1) await liveTwice(bench, seed, tallies)
  const finding = (mode: Mode): Finding => ({
    what: `Worker killed at random transactions of a ${mode} run: other end states`,
    value: String(tallies[mode].mismatches),
    relativeTo: 'the same run left in peace',
    goal: '0',
    remark: `${tallies[mode].kills} kills in ${tallies[mode].runs} runs`,
  })
  return [finding('full'), finding('delta')]
}

async function liveTwice(bench: Workbench, seed: number, tallies: Record<Mode, Tally>): Promise<void> {
  const random = seededRandom(seed)
  const directory = new RandomDirectory(random)
  const calm = await openCrashWorld(bench.db, `calm${seed}y`, directory)
  const shaken = await openCrashWorld(bench.db, `shaken${seed}y`, directory)
  for (const mode of ['full', 'delta', 'delta', 'full'] as const) {
    directory.mutate(1 + random(12))
    for (const { show } of [calm, shaken]) show(directory)
    const { run, transactions } = await runCalmly(calm, mode)
    const killed = await runShaken(shaken, mode, random, transactions)
    const tally = tallies[mode]
    tally.runs += 1
    tally.kills += killed.kills
    const expected = await describeOutcome(calm, run)
    const found = await describeOutcome(shaken, killed.run)
    if (expected === found) continue
    tally.mismatches += 1
    process.exitCode = 1
    process.stderr.write(`Seed ${seed}, a ${mode} run. In peace:\n${expected}\nKilled:\n${found}\n`)
  }
}

async function runCalmly({ world }: CrashWorld, mode: Mode): Promise<{ run: RunView; transactions: number }> {
  const counting = dyingDatabase(world.ctx.db, Infinity, false)
  const { run } = await startRun({ ctx: world.ctx, input: { connectionId: world.connection, mode } })
  return {
    run: await world.work(run.id, { ...world.ctx, db: counting }),
    transactions: counting.transactions,
  }
}

/** Workers take the run over from each other until one of them lives to its end. */
async function runShaken(
  { world }: CrashWorld,
  mode: Mode,
  random: Random,
  transactions: number,
): Promise<{ run: RunView; kills: number }> {
  const { run } = await startRun({ ctx: world.ctx, input: { connectionId: world.connection, mode } })
  for (let kills = 0; ; kills += 1) {
    const dying = dyingDatabase(world.ctx.db, 1 + random(transactions), random(2) === 0)
    const ended = await world.work(run.id, { ...world.ctx, db: dying }, `worker ${kills}`).catch(unlessKilled)
    if (ended && !dying.died) return { run: ended, kills }
    await takeOver(world, run.id)
  }
}

function unlessKilled(error: unknown): null {
  if (error instanceof Killed) return null
  throw error
}

async function takeOver({ ctx }: CrashWorld['world'], id: RunId): Promise<void> {
  await ctx.db.client.syncRun.updateMany({
    where: { id, finishedAt: null },
    data: { leaseExpiresAt: new Date('2020-01-01T00:00:00Z') },
  })
  await recoverRuns({ ctx })
}
