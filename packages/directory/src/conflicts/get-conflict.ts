import { conflictId, type ConflictView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { CANDIDATE_SELECT, CONFLICT_SELECT, toConflictView } from './to-conflict-view.ts'

const schema = z.object({ id: conflictId })

export async function getConflict({ ctx, input }: Call<z.input<typeof schema>>): Promise<ConflictView> {
  const { id } = parseInput(schema, input)
  const { client } = ctx.db
  const row = await client.conflict.findUnique({ where: { id }, select: CONFLICT_SELECT })
  if (!row) throw notFound('conflict')
  const people = await client.user.findMany({
    where: { id: { in: row.candidateIds } },
    select: CANDIDATE_SELECT,
  })
  return toConflictView(row, new Map(people.map((person) => [person.id, person])))
}
