import { listStoredHashes, mirrorPeople, toReadPerson, type ReadPerson, type Tx } from '@rollcall/db'
import { SourceError, type DirectorySource, type SourceUser, type Unreadable } from '@rollcall/vocabulary'
import { KnownPeople, type Recognised } from './known-people.ts'
import { noteFailure } from './note-failure.ts'
import { noteUnreadable } from './note-unreadable.ts'
import { oneAhead } from './one-ahead.ts'
import { openPageLink, sealPageLink } from './page-link.ts'
import { ProgressMeter } from './progress-meter.ts'
import type { ReadingState } from './reading-state.ts'
import { readingStep } from './reading-step.ts'
import type { RunSession } from './run-session.ts'

/** People written in one transaction; larger batches are slower and hold locks longer. */
const BATCH = 5_000
/** A slow directory still shows progress this often, in milliseconds. */
const FLUSH_MS = 2_000
const MAX_RESTARTS = 3

/** Reads everyone in the directory into the mirror. A page that cannot be had leaves the reading incomplete. */
export async function readPeople(
  session: RunSession,
  source: DirectorySource,
  state: ReadingState,
): Promise<void> {
  const total = await source.countUsers(session.signal).catch(() => null)
  const meter = new ProgressMeter('reading', session.ctx.now, state.people)
  for (let restarts = 0; ; restarts += 1) {
    try {
      await readPages(session, source, state, { total, meter })
      break
    } catch (error) {
      if (!(error instanceof SourceError) || error.failure === 'cancelled') throw error
      if (error.failure !== 'restart' || restarts === MAX_RESTARTS) {
        if (state.people === 0) throw error
        await noteFailure(
          session,
          state,
          { objectId: null, name: 'Reading everyone in the directory' },
          error,
        )
        break
      }
      state.advance({ resume: null })
      state.warn({
        code: 'page_link_expired',
        text: 'A link to the next page had expired, so the reading began again.',
        count: null,
      })
    }
  }
  await readingStep(session, state, async () => state.advance({ stage: 'groups', resume: null }))
}

interface Pacing {
  readonly total: number | null
  readonly meter: ProgressMeter
}

async function readPages(
  session: RunSession,
  source: DirectorySource,
  state: ReadingState,
  pacing: Pacing,
): Promise<void> {
  const { ctx } = session
  const known = new KnownPeople((after, limit) =>
    ctx.db.client.$transaction((tx) => listStoredHashes(tx, session.connection.id, after, limit)),
  )
  const resume = state.at.resume === null ? undefined : openPageLink(session, state.at.resume)
  let held: Held = { people: new Map(), unreadable: [], next: resume ?? null }
  let flushedAt = ctx.now().getTime()
  // One batch is written while the next one is fetched and parsed.
  let writing: Promise<void> = Promise.resolve()
  const write = async () => {
    await writing
    writing = flush(session, state, { ...held, people: [...held.people.values()], known, pacing })
    writing.catch(() => undefined)
    held = { people: new Map(), unreadable: [], next: held.next }
    flushedAt = ctx.now().getTime()
  }
  try {
    const pages = source.readUsers({ signal: session.signal, ...(resume === undefined ? {} : { resume }) })
    for await (const page of oneAhead(pages)) {
      for (const user of page.items)
        if (inScope(session, user)) held.people.set(user.objectId, toReadPerson(user))
      held.unreadable.push(...page.unreadable)
      held.next = page.resume
      // Another page of this size would not fit, and a batch in two parts costs two transactions.
      const full = held.people.size + page.items.length > BATCH
      const due = full || ctx.now().getTime() - flushedAt >= FLUSH_MS
      if (due || page.resume === null) await write()
    }
    await writing
  } catch (error) {
    if (error instanceof SourceError && error.failure !== 'cancelled') await write()
    await writing
    throw error
  }
}

/** Pages that were read and are not written yet. */
interface Held {
  people: Map<string, ReadPerson>
  unreadable: Unreadable[]
  next: string | null
}

export function inScope(session: RunSession, user: SourceUser): boolean {
  return session.scope.includeGuests || user.userType !== 'guest'
}

interface Batch {
  readonly people: readonly ReadPerson[]
  readonly unreadable: readonly Unreadable[]
  readonly next: string | null
  readonly known: KnownPeople
  readonly pacing: Pacing
}

async function flush(session: RunSession, state: ReadingState, batch: Batch): Promise<void> {
  for (let start = 0; start === 0 || start < batch.people.length; start += BATCH) {
    const part = batch.people.slice(start, start + BATCH)
    const last = start + BATCH >= batch.people.length
    const recognised = await batch.known.recognise(part)
    await readingStep(session, state, async (tx, emit) => {
      await writePart(tx, session, state, recognised, last ? batch.unreadable : [])
      if (last) state.advance({ resume: sealPageLink(session, batch.next) })
      const { total, meter } = batch.pacing
      const expected = total === null ? null : Math.max(total, state.people)
      await session.update(tx, { progress: meter.read(state.people, expected, 'Reading people') })
      session.emit(emit, 'run.progressed', { text: `${state.people} people read` })
    })
  }
}

async function writePart(
  tx: Tx,
  session: RunSession,
  state: ReadingState,
  { same, rest }: Recognised,
  unreadable: readonly Unreadable[],
): Promise<void> {
  const { ctx, runId, connection } = session
  const mirrored = await mirrorPeople(tx, connection.id, rest, () => ctx.newId())
  for (const ordinal of same) state.seen.add(ordinal)
  state.noteMirrored(mirrored)
  await noteUnreadable(tx, { runId, connectionId: connection.id }, state, unreadable)
}
