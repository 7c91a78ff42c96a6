import { forgetOtherGroups, markGroupLeft } from '@rollcall/db'
import { SourceError, type DirectorySource } from '@rollcall/vocabulary'
import { noteFailure } from './note-failure.ts'
import { OpenGroups } from './open-groups.ts'
import { ProgressMeter } from './progress-meter.ts'
import { readGroup, type ReadGroup } from './read-group.ts'
import type { PendingGroup, ReadingState } from './reading-state.ts'
import { readingStep } from './reading-step.ts'
import type { RunSession } from './run-session.ts'

/** Reads the groups in scope, those inside them when nesting is on, and those that only map to a realm. */
export async function readGroups(
  session: RunSession,
  source: DirectorySource,
  state: ReadingState,
): Promise<void> {
  const meter = new ProgressMeter('reading', session.ctx.now, state.people)
  const failures: SourceError[] = []
  const open = new OpenGroups()
  try {
    for (;;) {
      for (const pending of nextGroups(state, open).slice(0, open.room))
        open.start(pending.id, (onFetched) =>
          readOrSkip(session, state, pending, failures, () =>
            readGroup({ session, source, state, pending, meter, onFetched }),
          ),
        )
      if (open.size === 0) break
      await open.changed()
    }
  } finally {
    await open.settled()
  }
  open.throwFailure()
  const [failure] = failures
  if (failure && state.people === 0 && state.at.done.length === 0) throw failure
  await readingStep(session, state, async (tx) => {
    const read = [...state.at.done, ...state.at.kept]
    const forgotten = state.at.reads === 'full' ? await forgetOtherGroups(tx, session.connection.id, read) : 0
    state.advance({ stage: 'read', ...(forgotten > 0 && { changed: null }) })
  })
}

/** Groups in scope come first, nested ones included: one that turns up among them must not be read for a realm only. */
function nextGroups(state: ReadingState, open: OpenGroups): PendingGroup[] {
  const inScope = state.at.pending.filter((group) => group.inScope)
  const turn = inScope.length > 0 ? inScope : state.at.pending
  return turn.filter((group) => !open.has(group.id))
}

async function readOrSkip(
  session: RunSession,
  state: ReadingState,
  pending: PendingGroup,
  failures: SourceError[],
  read: () => Promise<ReadGroup>,
): Promise<void> {
  try {
    const { finish } = await read()
    await readingStep(session, state, async (tx) => {
      const nested = await finish(tx)
      state.advance({
        pending: enqueue(state, pending, session.scope.includeNested ? nested : []),
        done: [...state.at.done, pending.id],
      })
    })
  } catch (error) {
    if (!(error instanceof SourceError) || error.failure === 'cancelled') throw error
    if (error.failure !== 'missing') failures.push(error)
    await skipGroup(session, state, pending, error)
  }
}

/** What is left to read once `parent` is done: the groups inside it join the queue once. */
function enqueue(state: ReadingState, parent: PendingGroup, nested: readonly string[]): PendingGroup[] {
  const queue = state.at.pending.filter((other) => other.id !== parent.id)
  for (const id of nested) {
    if (id === parent.id || state.at.done.includes(id) || state.at.kept.includes(id)) continue
    const queued = queue.findIndex((other) => other.id === id)
    if (queued < 0) queue.push({ id, inScope: parent.inScope })
    else if (parent.inScope) queue[queued] = { id, inScope: true }
  }
  return queue
}

/** The group stays as it was stored. When it is in scope the reading is incomplete, so nobody is removed because of it. */
async function skipGroup(
  session: RunSession,
  state: ReadingState,
  pending: PendingGroup,
  error: SourceError,
): Promise<void> {
  const name = await findGroupName(session, pending.id)
  if (error.failure !== 'missing') await noteFailure(session, state, { objectId: pending.id, name }, error)
  await readingStep(session, state, async (tx) => {
    if (error.failure === 'missing') {
      await markGroupLeft(tx, session.connection.id, pending.id, session.ctx.now())
      state.advance({ complete: state.at.complete && !pending.inScope })
      state.warn({
        code: 'group_missing',
        text: `The group ${name} is no longer in the directory. Nobody is removed because of it; take it out of the selection to let its people go.`,
        count: null,
      })
    }
    const pendingLeft = state.at.pending.filter((other) => other.id !== pending.id)
    state.advance({ pending: pendingLeft, kept: [...state.at.kept, pending.id], changed: null })
  })
}

async function findGroupName(session: RunSession, id: string): Promise<string> {
  const stored = await session.ctx.db.client.entraGroup.findUnique({
    where: { connectionId_objectId: { connectionId: session.connection.id, objectId: id } },
    select: { displayName: true },
  })
  return stored?.displayName ?? session.scope.groups.find((group) => group.id === id)?.name ?? id
}
