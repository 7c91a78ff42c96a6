import { listScimDocuments, mirrorPeople, planEveryoneNext, toReadPerson } from '@rollcall/db'
import type { Context } from '../context.ts'
import { readMirroring } from './mirrored-fields.ts'
import { toMirroredPerson } from './to-mirrored-person.ts'
import { toStoredDocument } from './to-stored-document.ts'

const BATCH = 1_000

/**
 * Works the mirror of everyone who was pushed out again, after other attributes were chosen for it. People here follow with
 * the next run. Each batch holds its Users, so that what a client pushes meanwhile is not lost.
 */
export async function remirrorScimUsers({
  ctx,
  connectionId,
}: {
  readonly ctx: Context
  readonly connectionId: string
}): Promise<void> {
  const row = await ctx.db.client.connection.findUnique({
    where: { id: connectionId },
    select: { scimMirroring: true },
  })
  if (!row) return
  const mirroring = readMirroring(row.scimMirroring)
  for (let after: string | null = null; ;) {
    const last: string | null = await ctx.db.change(async (tx) => {
      const users = await listScimDocuments(tx, { connectionId, after, limit: BATCH })
      const people = users.map(({ id, document }) =>
        toReadPerson(toMirroredPerson(id, toStoredDocument(document), mirroring)),
      )
      await mirrorPeople(tx, connectionId, people, () => ctx.newId())
      return users.length < BATCH ? null : (users.at(-1)?.id ?? null)
    })
    if (last === null) break
    after = last
  }
  await ctx.db.change((tx) => planEveryoneNext(tx, { connectionId }))
}
