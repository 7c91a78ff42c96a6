import { listPresentPeople, markPeopleLeft } from '@rollcall/db'
import type { DirectorySource } from '@rollcall/vocabulary'
import { readGroups } from './read-groups.ts'
import { readPeople } from './read-people.ts'
import { ReadingState, type PendingGroup } from './reading-state.ts'
import { readingStep } from './reading-step.ts'
import type { RunSession } from './run-session.ts'

const SWEEP = 20_000

/** Brings the mirror up to what the directory says now, going on from the last page that was committed. */
export async function readDirectory(session: RunSession, source: DirectorySource): Promise<ReadingState> {
  const run = await session.ctx.db.client.syncRun.findUniqueOrThrow({
    where: { id: session.runId },
    select: { checkpoint: true, checkpointSeen: true },
  })
  const state = ReadingState.restore(run.checkpoint, run.checkpointSeen) ?? (await beginReading(session))
  if (state.at.stage === 'people') await readPeople(session, source, state)
  if (state.at.stage === 'groups') await readGroups(session, source, state)
  if (state.at.complete) await sweepPeople(session, state)
  return state
}

async function beginReading(session: RunSession): Promise<ReadingState> {
  const mapped = await session.ctx.db.client.groupMapping.findMany({
    where: { connectionId: session.connection.id, mode: { not: 'none' } },
    select: { groupObjectId: true },
  })
  const chosen = new Set<string>(session.scope.groups.map((group) => group.id))
  const pending: PendingGroup[] = [
    ...[...chosen].map((id) => ({ id, inScope: true })),
    ...mapped
      .filter((row) => !chosen.has(row.groupObjectId))
      .map((row) => ({ id: row.groupObjectId, inScope: false })),
  ]
  return ReadingState.begin(chosen.size === 0, pending)
}

/** People whom a complete reading did not meet have left. */
async function sweepPeople(session: RunSession, state: ReadingState): Promise<void> {
  for (let after = -1; ;) {
    const present = await session.ctx.db.client.$transaction((tx) =>
      listPresentPeople(tx, session.connection.id, after, SWEEP),
    )
    const gone = present.filter((ordinal) => !state.seen.has(ordinal))
    if (gone.length > 0) {
      await readingStep(session, state, async (tx) => {
        await markPeopleLeft(tx, session.connection.id, gone, session.ctx.now())
      })
    }
    const last = present.at(-1)
    if (last === undefined || present.length < SWEEP) return
    after = last
  }
}
