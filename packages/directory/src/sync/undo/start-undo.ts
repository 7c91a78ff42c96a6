import { countUndoable, findActiveRun, findWholeUndo, insertRun, lockConnection, type Tx } from '@rollcall/db'
import { isActiveRun, runId, undoRunInput, type RunView } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call, Context } from '../../context.ts'
import { DirectoryError, notFound, parseInput } from '../../errors.ts'
import { getRun } from '../get-run.ts'
import { parseScope } from '../run-scope.ts'
import { RUN_SELECT, toRunView } from '../to-run-view.ts'

const undoInput = undoRunInput.unwrap().extend({ id: runId })
type UndoInput = z.output<typeof undoInput>

export interface StartedUndo {
  run: RunView
  /** False when the same undo was under way already; it is the run returned. */
  started: boolean
}

/**
 * Queues a run that plans how to take another one back, for everyone or for one person. Refuses with `conflict` what has
 * nothing to take back, has not ended or has been taken back already, and while another run of the connection is active.
 */
export async function startUndo({ ctx, input }: Call<z.input<typeof undoInput>>): Promise<StartedUndo> {
  const wanted = parseInput(undoInput, input)
  const { id, started } = await ctx.db.change(async (tx, emit) => {
    const undone = await readUndone(tx, wanted.id)
    const active = await findSameUndo(tx, wanted, undone)
    if (active !== null) return { id: active, started: false }
    await refuseUseless(tx, wanted, undone)
    const newRun = runId.parse(ctx.newId())
    const added = await insertRun(tx, toNewRun(ctx, newRun, wanted, undone))
    if (!added) throw busy(undone.connectionName)
    await ctx.enqueueRun(tx, newRun)
    emit({
      type: 'run.queued',
      actor: ctx.actor,
      connectionId: undone.connectionId,
      runId: newRun,
      data: { connection: undone.connectionName, undoOf: wanted.id },
    })
    return { id: newRun, started: true }
  })
  return { run: await getRun({ ctx, input: { id } }), started }
}

/** The run to take back. Locks its connection, so that of two requests at once the second one sees the first one's run. */
async function readUndone(tx: Tx, id: string): Promise<RunView> {
  const found = await tx.syncRun.findUnique({ where: { id }, select: { connectionId: true } })
  if (!found || !(await lockConnection(tx, found.connectionId))) throw notFound('sync run')
  return toRunView(await tx.syncRun.findUniqueOrThrow({ where: { id }, select: RUN_SELECT }))
}

function toNewRun(ctx: Context, id: string, wanted: UndoInput, undone: RunView) {
  return {
    id,
    connectionId: undone.connectionId,
    mode: 'undo',
    modeNote: null,
    trigger: 'undo',
    planOnly: true,
    actor: ctx.actor,
    scope: parseScope(undone.scope),
    undo: { runId: wanted.id, userId: wanted.userId ?? null },
  }
}

async function findSameUndo(tx: Tx, wanted: UndoInput, undone: RunView) {
  const active = await findActiveRun(tx, undone.connectionId)
  if (active === null) return null
  if (active === wanted.id) throw new DirectoryError('conflict', STILL_ACTIVE)
  const { undoOfId, undoUserId } = await tx.syncRun.findUniqueOrThrow({
    where: { id: active },
    select: { undoOfId: true, undoUserId: true },
  })
  if (undoOfId !== wanted.id) throw busy(undone.connectionName)
  if (undoUserId !== (wanted.userId ?? null)) throw new DirectoryError('conflict', BEING_UNDONE)
  return runId.parse(active)
}

async function refuseUseless(tx: Tx, { id, userId }: UndoInput, undone: RunView): Promise<void> {
  if (isActiveRun(undone.status)) throw new DirectoryError('conflict', STILL_ACTIVE)
  if ((await countUndoable(tx, id, null)) === 0) throw new DirectoryError('conflict', NOTHING_CHANGED)
  if (userId !== undefined) {
    if ((await countUndoable(tx, id, userId)) === 0) throw new DirectoryError('conflict', PERSON_UNCHANGED)
  } else if ((await findWholeUndo(tx, id)) !== null) {
    throw new DirectoryError('conflict', TAKEN_BACK)
  }
}

function busy(connection: string): DirectoryError {
  return new DirectoryError(
    'conflict',
    `Another run of ${connection} is active. Wait until it has ended, or cancel it, then undo this one.`,
  )
}

const STILL_ACTIVE = 'This run has not ended yet. Wait until it has, or cancel it, then undo it.'
const BEING_UNDONE =
  'This run is being taken back already, for someone else or for everyone. Decide about that plan first.'
const NOTHING_CHANGED = 'This run changed nothing, so there is nothing to take back.'
const PERSON_UNCHANGED = 'This run did not change this person, so there is nothing to take back.'
const TAKEN_BACK = 'This run has been taken back already. Sync again, or undo the run that took it back.'
