import { listStoredPeople, markPeopleLeft, mirrorPeople, toReadPerson, type Tx } from '@rollcall/db'
import type { DirectorySource, EntraId, Unreadable } from '@rollcall/vocabulary'
import { completeUser, gatherChange, type GatheredChange } from './merge-user-change.ts'
import { noteUnreadable } from './note-unreadable.ts'
import { openPageLink, sealPageLink } from './page-link.ts'
import { ProgressMeter } from './progress-meter.ts'
import { inScope } from './read-people.ts'
import type { ReadingState } from './reading-state.ts'
import { readingStep } from './reading-step.ts'
import type { RunSession } from './run-session.ts'

/** Changes written in one transaction. */
const BATCH = 5_000
const FLUSH_MS = 2_000

/** Changes that were read and are not written yet. */
interface Held {
  readonly changes: Map<EntraId, GatheredChange>
  readonly unreadable: Unreadable[]
}

/** Brings the mirror up to what the directory says has changed about people; answers where the next delta begins. */
export async function readUserChanges(
  session: RunSession,
  source: DirectorySource,
  state: ReadingState,
): Promise<string> {
  const meter = new ProgressMeter('reading', session.ctx.now, state.people)
  const from = openPageLink(session, state.at.resume ?? '')
  let held: Held = { changes: new Map(), unreadable: [] }
  let flushedAt = session.ctx.now().getTime()
  let link: string | null = null
  for await (const page of source.readUserChanges({ signal: session.signal, from })) {
    for (const change of page.items) {
      held.changes.set(change.objectId, gatherChange(held.changes.get(change.objectId), change))
    }
    held.unreadable.push(...page.unreadable)
    link = page.link
    const due = held.changes.size >= BATCH || session.ctx.now().getTime() - flushedAt >= FLUSH_MS
    if (!due && page.link === null) continue
    const resume = page.link === null ? page.resume : null
    await flush(session, state, held, { resume, meter })
    held = { changes: new Map(), unreadable: [] }
    flushedAt = session.ctx.now().getTime()
  }
  if (link === null) throw new Error('A delta ended without a link to the next one.')
  return link
}

async function flush(
  session: RunSession,
  state: ReadingState,
  held: Held,
  { resume, meter }: { resume: string | null; meter: ProgressMeter },
): Promise<void> {
  await readingStep(session, state, async (tx, emit) => {
    await writeChanges(tx, session, state, [...held.changes.values()])
    const run = { runId: session.runId, connectionId: session.connection.id }
    await noteUnreadable(tx, run, state, held.unreadable)
    if (resume !== null) state.advance({ resume: sealPageLink(session, resume) })
    await session.update(tx, { progress: meter.read(state.people, null, 'Reading what changed') })
    if (held.changes.size > 0)
      session.emit(emit, 'run.progressed', { text: `${state.people} changed people read` })
  })
}

/** Whoever is mentioned counts as met, also when the mirror knew it already: the last run may not have come to them. */
async function writeChanges(
  tx: Tx,
  session: RunSession,
  state: ReadingState,
  changes: readonly GatheredChange[],
): Promise<void> {
  const { ctx, connection } = session
  const stored = new Map(
    (
      await listStoredPeople(
        tx,
        connection.id,
        changes.map((change) => change.objectId),
      )
    ).map((person) => [person.user.objectId, person]),
  )
  const people = changes
    .filter((change) => !change.removed)
    .map((change) => completeUser(stored.get(change.objectId), change))
  const present = people.filter((user) => inScope(session, user))
  const mirrored = await mirrorPeople(tx, connection.id, present.map(toReadPerson), () => ctx.newId())
  const here = new Set(present.map((user) => user.objectId))
  const gone = changes.flatMap((change) =>
    here.has(change.objectId) ? [] : (stored.get(change.objectId)?.ordinal ?? []),
  )
  if (gone.length > 0) await markPeopleLeft(tx, connection.id, gone, ctx.now())
  for (const ordinal of [...mirrored.ordinals, ...gone]) state.seen.add(ordinal)
  state.written += mirrored.inserted
  const returned = present.filter((user) => stored.get(user.objectId)?.gone).length
  const left = changes.filter(
    (change) => !here.has(change.objectId) && stored.get(change.objectId)?.gone === false,
  ).length
  state.advance({ gained: state.at.gained + mirrored.inserted + returned - left })
}
