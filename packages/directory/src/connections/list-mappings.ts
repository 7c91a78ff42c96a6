import { connectionId, entraId, type MappingView, mappingView, realmId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'

const schema = z.object({ id: connectionId })

/** Every group that has or had a mapping, by name. */
export async function listMappings({ ctx, input }: Call<z.input<typeof schema>>): Promise<MappingView[]> {
  const { id } = parseInput(schema, input)
  const connection = await ctx.db.client.connection.findUnique({
    where: { id },
    select: {
      mappings: {
        select: {
          groupObjectId: true,
          groupName: true,
          mode: true,
          realmId: true,
          realm: { select: { name: true } },
        },
        orderBy: [{ groupName: { sort: 'asc', nulls: 'last' } }, { groupObjectId: 'asc' }],
      },
    },
  })
  if (!connection) throw notFound('connection')
  return connection.mappings.map((row) => ({
    groupId: entraId.parse(row.groupObjectId),
    groupName: row.groupName,
    mode: mappingView.shape.mode.parse(row.mode),
    realmId: row.realmId === null ? null : realmId.parse(row.realmId),
    realmName: row.realm?.name ?? null,
  }))
}
