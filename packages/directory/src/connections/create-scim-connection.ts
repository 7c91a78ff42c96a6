import { type ConnectionView, createScimConnectionInput } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { getConnection } from './get-connection.ts'

/** Keeps a new connection that a SCIM client pushes to. It lets nobody in before it has a token. */
export async function createScimConnection({
  ctx,
  input,
}: Call<z.input<typeof createScimConnectionInput>>): Promise<ConnectionView> {
  const { guard, mirroring, keepRequestsDays, ...kept } = parseInput(createScimConnectionInput, input)
  const id = ctx.newId()
  const now = ctx.now()
  await ctx.db.change(async (tx, emit) => {
    await tx.connection.create({
      data: {
        ...kept,
        id,
        kind: 'scim',
        guardMaxPeople: guard.maxPeople,
        guardMaxPercent: guard.maxPercent,
        scimMirroring: mirroring,
        scimKeepDays: keepRequestsDays,
        createdAt: now,
        updatedAt: now,
      },
      select: { id: true },
    })
    const data = { connection: kept.displayName, kind: 'scim' }
    emit({ type: 'connection.created', actor: ctx.actor, connectionId: id, data })
  })
  return getConnection({ ctx, input: { id } })
}
