import { type Emit, findActiveRun, insertRun, type Tx } from '@rollcall/db'
import {
  connectionId,
  runId,
  startRunInput,
  type Actor,
  type RunId,
  type RunMode,
  type RunTrigger,
  type RunView,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { DirectoryError, notFound, parseInput } from '../errors.ts'
import { chooseReading, type ReadingChoice } from './choose-reading.ts'
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

/** Queues a run. Without a mode it reads what changed where that is possible, and everyone otherwise. */
export async function startRun({ ctx, input }: Call<z.input<typeof startInput>>): Promise<StartedRun> {
  const wanted = parseInput(startInput, input)
  const { id, started } = await ctx.db.change((tx, emit) => queueRun({ ctx, tx, emit, wanted }))
  return { run: await getRun({ ctx, input: { id } }), started }
}

export interface QueueRun {
  readonly ctx: Context
  readonly tx: Tx
  readonly emit: Emit
  readonly wanted: z.output<typeof startInput>
}

/** The part of `startRun` that writes, for whoever has something else to write in the same transaction. */
export async function queueRun({
  ctx,
  tx,
  emit,
  wanted,
}: QueueRun): Promise<{ id: RunId; started: boolean }> {
  const connection = await tx.connection.findUnique({
    where: { id: wanted.connectionId },
    select: {
      displayName: true,
      groupIds: true,
      includeNested: true,
      includeGuests: true,
      kind: true,
      secretSealed: true,
      lastFullAt: true,
      fullEveryDays: true,
      deltaAt: true,
    },
  })
  if (!connection) throw notFound('connection')
  const pushed = connection.kind === 'scim'
  if (!pushed && !connection.secretSealed) {
    throw new DirectoryError(
      'conflict',
      `${connection.displayName} has no credentials to read a directory with. Enter them in its settings first.`,
    )
  }
  const newRun = runId.parse(ctx.newId())
  const added = await insertRun(tx, {
    id: newRun,
    connectionId: wanted.connectionId,
    ...(pushed ? MIRROR_MODE : chooseMode(wanted.mode, chooseReading(connection, ctx.now()))),
    trigger: TRIGGERS[ctx.actor.kind] ?? 'manual',
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
}

const TRIGGERS: Partial<Record<Actor['kind'], RunTrigger>> = { schedule: 'schedule', scim: 'push' }

const MIRROR_MODE = {
  mode: 'full',
  modeNote: 'What was pushed is compared with the people here; nothing has to be read.',
} as const

/** A delta that was asked for and is not possible becomes a complete reading, which says why. */
function chooseMode(
  wanted: RunMode | undefined,
  possible: ReadingChoice,
): { mode: string; modeNote: string | null } {
  if (wanted === 'full') return { mode: 'full', modeNote: null }
  return { mode: possible.next, modeNote: possible.why }
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
