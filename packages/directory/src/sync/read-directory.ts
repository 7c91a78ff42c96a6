import { countPresentPeople, listPresentPeople, markPeopleLeft } from '@rollcall/db'
import { SourceError, type DirectorySource } from '@rollcall/vocabulary'
import { chooseReading } from './choose-reading.ts'
import { deltaKey, listMappedGroups, openLinks, sealLinks } from './delta-links.ts'
import { openPageLink, sealPageLink } from './page-link.ts'
import { readGroupChanges } from './read-group-changes.ts'
import { readGroups } from './read-groups.ts'
import { readPeople } from './read-people.ts'
import { readUserChanges } from './read-user-changes.ts'
import { ReadingState, type PendingGroup } from './reading-state.ts'
import { readingStep } from './reading-step.ts'
import type { RunSession } from './run-session.ts'

const SWEEP = 20_000

/** Brings the mirror up to what the directory says now, going on from the last page that was committed. */
export async function readDirectory(session: RunSession, source: DirectorySource): Promise<ReadingState> {
  const run = await session.ctx.db.client.syncRun.findUniqueOrThrow({
    where: { id: session.runId },
    select: { mode: true, checkpoint: true, checkpointSeen: true },
  })
  const restored = ReadingState.restore(run.checkpoint, run.checkpointSeen)
  const state = restored ?? (run.mode === 'delta' ? await beginDelta(session) : await beginFull(session))
  if (state.at.reads === 'full') return readEverything(session, source, state)
  try {
    await readChanges(session, source, state)
    return state
  } catch (error) {
    if (!(error instanceof SourceError) || error.failure !== 'restart') throw error
    return readEverything(session, source, await fallBack(session))
  }
}

async function readEverything(
  session: RunSession,
  source: DirectorySource,
  state: ReadingState,
): Promise<ReadingState> {
  if (state.at.stage === 'mark') await markStart(session, source, state)
  if (state.at.stage === 'people') await readPeople(session, source, state)
  if (state.at.stage === 'groups') await readGroups(session, source, state)
  if (state.at.complete) await sweepPeople(session, state)
  return state
}

/** Groups in scope, and with them those that only map to a realm. */
async function beginFull(session: RunSession): Promise<ReadingState> {
  const { client } = session.ctx.db
  const mapped = await listMappedGroups(client, session.connection.id)
  const { planEveryone } = await client.connection.findUniqueOrThrow({
    where: { id: session.connection.id },
    select: { planEveryone: true },
  })
  const chosen = new Set<string>(session.scope.groups.map((group) => group.id))
  const pending: PendingGroup[] = [
    ...[...chosen].map((id) => ({ id, inScope: true })),
    ...mapped.filter((id) => !chosen.has(id)).map((id) => ({ id, inScope: false })),
  ]
  return ReadingState.begin(chosen.size === 0, pending, planEveryone)
}

/**
 * Before everyone is read, asks for links from which changes can be read later, so that what changes meanwhile is not
 * missed. A directory that gives none is read completely every time.
 */
async function markStart(session: RunSession, source: DirectorySource, state: ReadingState): Promise<void> {
  const mapped = await listMappedGroups(session.ctx.db.client, session.connection.id)
  let links: string | null = null
  try {
    const users = await source.markNow('users', session.signal)
    const groups = mapped.length === 0 ? null : await source.markNow('groups', session.signal)
    links = sealLinks(session, { users, groups, key: deltaKey(session.scope, mapped) })
  } catch (error) {
    if (!(error instanceof SourceError) || error.failure === 'cancelled') throw error
    if (error.failure === 'refused' || error.failure === 'unreachable') throw error
    state.warn({
      code: 'delta_unavailable',
      text: `This directory does not offer to tell changes alone, so everyone is read every time. ${error.message}`,
      count: null,
    })
  }
  await readingStep(session, state, async () => state.advance({ stage: 'people', links }))
}

/** Goes on from the links of the last run, when they follow what this run is about. */
async function beginDelta(session: RunSession): Promise<ReadingState> {
  const { client } = session.ctx.db
  const row = await client.connection.findUniqueOrThrow({
    where: { id: session.connection.id },
    select: {
      groupIds: true,
      lastFullAt: true,
      fullEveryDays: true,
      deltaAt: true,
      deltaLinksSealed: true,
      planEveryone: true,
    },
  })
  const links = openLinks(session, row.deltaLinksSealed)
  const key = deltaKey(session.scope, await listMappedGroups(client, session.connection.id))
  if (links === null || links.key !== key) {
    const why =
      links === null
        ? chooseReading({ ...row, deltaAt: null }, session.ctx.now()).why
        : 'Which people and groups matter has changed, so everyone is read once.'
    return becomeFull(session, why)
  }
  const state = ReadingState.beginDelta(sealPageLink(session, links.users) ?? '')
  state.advance({ links: sealLinks(session, links), concernsEveryone: row.planEveryone })
  return state
}

async function readChanges(session: RunSession, source: DirectorySource, state: ReadingState): Promise<void> {
  const links = openLinks(session, state.at.links)
  if (links === null) throw new SourceError('restart', 'The link to the changes cannot be used.')
  if (state.at.stage === 'people') {
    const users = await readUserChanges(session, source, state)
    await readingStep(session, state, async () =>
      state.advance({
        stage: 'groups',
        resume: sealPageLink(session, links.groups),
        links: sealLinks(session, { ...links, users }),
      }),
    )
  }
  if (state.at.stage !== 'groups') return
  if (state.at.resume !== null) {
    const groups = await readGroupChanges(session, source, state, openPageLink(session, state.at.resume))
    const known = openLinks(session, state.at.links) ?? links
    await readingStep(session, state, async () =>
      state.advance({ resume: null, links: sealLinks(session, { ...known, groups }) }),
    )
  }
  await readGroups(session, source, state)
}

/** Microsoft no longer knows what changed since the last run: everyone is read, and the run says so. */
async function fallBack(session: RunSession): Promise<ReadingState> {
  const state = await becomeFull(
    session,
    'Microsoft no longer knows what changed since the last sync, so everyone is read.',
  )
  state.warn({
    code: 'delta_expired',
    text: 'Microsoft no longer knew what changed since the last sync, so everyone was read instead.',
    count: null,
  })
  return state
}

async function becomeFull(session: RunSession, why: string): Promise<ReadingState> {
  const state = await beginFull(session)
  await session.step(async (tx, emit) => {
    await session.update(tx, { mode: 'full', modeNote: why, ...state.toColumns(), seen: 0 })
    session.emit(emit, 'run.fell_back', { text: why })
  })
  return state
}

/** People whom a complete reading did not meet have left. */
async function sweepPeople(session: RunSession, state: ReadingState): Promise<void> {
  if (await metEveryone(session, state)) return
  for (let after = -1; ;) {
    const present = await session.ctx.db.client.$transaction((tx) =>
      listPresentPeople(tx, session.connection.id, after, SWEEP),
    )
    const gone = present.filter((ordinal) => !state.seen.has(ordinal))
    if (gone.length > 0) {
      await readingStep(session, state, async (tx) => {
        await markPeopleLeft(tx, session.connection.id, gone, session.ctx.now())
        state.noteChanged(gone)
      })
    }
    const last = present.at(-1)
    if (last === undefined || present.length < SWEEP) return
    after = last
  }
}

/** Whoever was read is present in the mirror, so equal numbers mean that nobody is missing. */
async function metEveryone(session: RunSession, state: ReadingState): Promise<boolean> {
  // Someone who could not be read counts as met, whether they are present or not.
  if (state.at.lastSeq > 0) return false
  const present = await session.ctx.db.client.$transaction((tx) =>
    countPresentPeople(tx, session.connection.id),
  )
  return present === state.seen.size
}
