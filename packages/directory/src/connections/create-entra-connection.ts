import { type ConnectionView, createEntraConnectionInput } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { toScheduleColumns } from '../schedules/schedule-columns.ts'
import { checkSchedule } from './check-schedule.ts'
import { getConnection } from './get-connection.ts'
import { toCredentialColumns } from './credential-columns.ts'

/**
 * Keeps a new connection to an Entra tenant. Nothing is asked of the directory yet: wrong credentials are found by
 * `checkConnection`, which can say which part is wrong.
 */
export async function createEntraConnection({
  ctx,
  input,
}: Call<z.input<typeof createEntraConnectionInput>>): Promise<ConnectionView> {
  const wanted = parseInput(createEntraConnectionInput, input)
  checkSchedule(wanted.schedule)
  const { clientSecret, certificate, secretExpiresAt, groupId, groupIds, guard, schedule, ...kept } = wanted
  const id = ctx.newId()
  const now = ctx.now()
  await ctx.db.change(async (tx, emit) => {
    await tx.connection.create({
      data: {
        ...kept,
        id,
        kind: 'entra',
        ...toCredentialColumns(ctx, id, { clientSecret, certificate, secretExpiresAt }),
        groupIds: [...new Set([...(groupId ? [groupId] : []), ...(groupIds ?? [])])],
        guardMaxPeople: guard.maxPeople,
        guardMaxPercent: guard.maxPercent,
        ...toScheduleColumns(schedule, now),
        createdAt: now,
        updatedAt: now,
      },
      select: { id: true },
    })
    const data = { connection: kept.displayName, kind: 'entra', directoryId: kept.directoryId }
    emit({ type: 'connection.created', actor: ctx.actor, connectionId: id, data })
  })
  return getConnection({ ctx, input: { id } })
}
