import { findActiveRun, insertRun, type Tx } from '@rollcall/db'
import { connectionId, runId, startRunInput, type RunView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError, notFound, parseInput } from '../errors.ts'
import { getRun } from './get-run.ts'
import type { RunScope } from './run-scope.ts'

const startInput = z.object({
  connectionId,
  mode: startRunInput.unwrap().shape.mode,
  /** Stop at the plan and wait for a person. */
  planOnly: z.boolean().default(false),
})

export interface StartedRun {
  run: RunView
  /** False when the connection had an active run, which is the one returned. */
  started: boolean
}

/** Queues a run. Every reading is complete for now, whatever mode was asked for. */
export async function startRun({ ctx, input }: Call<z.input<typeof startInput>>): Promise<StartedRun> {
  const wanted = parseInput(startInput, input)
  const { id, started } = await ctx.db.change(async (tx, emit) => {
    const connection = await tx.connection.findUnique({
      where: { id: wanted.connectionId },
      select: {
        displayName: true,
        groupIds: true,
        includeNested: true,
        includeGuests: true,
        secretSealed: true,
      },
    })
    if (!connection) throw notFound('connection')
    if (!connection.secretSealed) {
      throw new DirectoryError(
        'conflict',
        `${connection.displayName} has no credentials to read a directory with. Enter them in its settings first.`,
      )
    }
    const newRun = runId.parse(ctx.newId())
    const added = await insertRun(tx, {
      id: newRun,
      connectionId: wanted.connectionId,
      mode: 'full',
      trigger: ctx.actor.kind === 'schedule' ? 'schedule' : 'manual',
      planOnly: wanted.planOnly,
      actor: ctx.actor,
      scope: await toScope(tx, wanted.connectionId, connection),
    })
    if (!added) return { id: await activeRun(tx, wanted.connectionId), started: false }
    await ctx.enqueueRun(tx, newRun)
    emit({
      type: 'run.queued',
      actor: ctx.actor,
      connectionId: wanted.connectionId,
      runId: newRun,
      data: { connection: connection.displayName },
    })
    return { id: newRun, started: true }
  })
  return { run: await getRun({ ctx, input: { id } }), started }
}

async function activeRun(tx: Tx, connection: string) {
  const active = await findActiveRun(tx, connection)
  if (active) return runId.parse(active)
  throw new DirectoryError('conflict', 'The sync that was running has just ended. Start the new one again.')
}

interface ScopeSource {
  groupIds: string[]
  includeNested: boolean
  includeGuests: boolean
}

async function toScope(tx: Tx, connection: string, source: ScopeSource): Promise<RunScope> {
  const where = { connectionId: connection }
  const [known, mapped] = [
    await tx.entraGroup.findMany({
      where: { ...where, objectId: { in: source.groupIds } },
      select: { objectId: true, displayName: true },
    }),
    await tx.groupMapping.findMany({
      where: { ...where, groupObjectId: { in: source.groupIds }, groupName: { not: null } },
      select: { groupObjectId: true, groupName: true },
    }),
  ]
  const names = new Map([
    ...mapped.map((row) => [row.groupObjectId, row.groupName] as const),
    ...known.map((row) => [row.objectId, row.displayName] as const),
  ])
  return {
    groups: source.groupIds.map((id) => ({ id: toEntraId(id), name: names.get(id) ?? id })),
    includeNested: source.includeNested,
    includeGuests: source.includeGuests,
  }
}

/** Group ids of a stored connection were parsed when they were stored. */
function toEntraId(id: string): RunScope['groups'][number]['id'] {
  return id as RunScope['groups'][number]['id']
}
