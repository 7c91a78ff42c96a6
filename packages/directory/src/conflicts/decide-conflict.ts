import { planEveryoneNext, type Tx } from '@rollcall/db'
import {
  conflictId,
  connectionId,
  type ConflictStatus,
  type ConflictView,
  decideConflictInput,
} from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError, notFound, parseInput } from '../errors.ts'
import { toDirectoryProfile } from '../matching/directory-profile.ts'
import { startRun } from '../sync/start-run.ts'
import { getConflict } from './get-conflict.ts'
import { CONFLICT_SELECT, type ConflictRow } from './to-conflict-view.ts'

const schema = decideConflictInput.safeExtend({ id: conflictId })
type Decision = z.output<typeof schema>

const DECIDED = { link: 'linked', separate: 'separate', ignore: 'ignored' } as const satisfies Record<
  Decision['decision'],
  ConflictStatus
>

/** Someone who was left out may be decided again; other decisions are used up by the next sync. */
const DECIDABLE = ['open', 'ignored']

/**
 * Keeps a decision, which the next sync carries out: at once where a client pushes, since nothing has to be read. The same
 * decision twice is one; a different one comes too late.
 */
export async function decideConflict({ ctx, input }: Call<z.input<typeof schema>>): Promise<ConflictView> {
  const query = parseInput(schema, input)
  const { id, decision } = query
  const chosenId = decision === 'link' ? (query.userId ?? null) : null
  const pushed = await ctx.db.change(async (tx, emit) => {
    const row = await tx.conflict.findUnique({
      where: { id },
      select: { ...CONFLICT_SELECT, linkUserId: true },
    })
    if (!row) throw notFound('conflict')
    const status = DECIDED[decision]
    if (row.status === status && row.linkUserId === chosenId) return null
    const linkedTo = chosenId === null ? null : await readChosen(tx, row, chosenId)

    const decided = await tx.conflict.updateMany({
      where: { id, status: { in: DECIDABLE.filter((one) => one === row.status) } },
      data: { status, linkUserId: chosenId, decidedBy: ctx.actor.name, decidedAt: ctx.now() },
    })
    if (decided.count === 0) throw tooLate(row.decidedBy)
    await planEveryoneNext(tx, { connectionId: row.connectionId })
    const person = toDirectoryProfile(row.identity).name
    emit({
      type: 'conflict.decided',
      actor: ctx.actor,
      connectionId: row.connectionId,
      ...(chosenId !== null && { userId: chosenId }),
      data: { person, decision, linkedTo, connection: row.connection.displayName },
    })
    const { kind } = await tx.connection.findUniqueOrThrow({
      where: { id: row.connectionId },
      select: { kind: true },
    })
    return kind === 'scim' ? row.connectionId : null
  })
  if (pushed !== null) await startRun({ ctx, input: { connectionId: connectionId.parse(pushed) } })
  return getConflict({ ctx, input: { id } })
}

async function readChosen(tx: Tx, row: ConflictRow, userId: string): Promise<string> {
  const user = row.candidateIds.includes(userId)
    ? await tx.user.findUnique({
        where: { id: userId },
        select: {
          name: true,
          identities: {
            // A client that deleted a person may tell of them again, so its deleted records hold nobody.
            where: {
              connectionId: row.connectionId,
              OR: [{ leftAt: null }, { connection: { kind: { not: 'scim' } } }],
            },
            select: { id: true },
          },
        },
      })
    : null
  if (!user) {
    const message = 'Choose one of the people this conflict names. They may have been deleted meanwhile.'
    throw new DirectoryError('invalid_input', message, [{ path: 'userId', message }])
  }
  const promised = await tx.conflict.count({
    where: { connectionId: row.connectionId, linkUserId: userId, status: 'linked', id: { not: row.id } },
  })
  if (user.identities.length > 0 || promised > 0) {
    throw new DirectoryError(
      'conflict',
      `${user.name} is already linked to someone else in this directory. Choose another person, or keep them separate.`,
    )
  }
  return user.name
}

function tooLate(decidedBy: string | null): DirectoryError {
  const who = decidedBy ?? 'Someone else'
  return new DirectoryError('conflict', `${who} has already decided this. Reload to see the decision.`)
}
