import { connectionId, type ScimTokenView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { requireScimConnection } from './require-scim-connection.ts'
import { SCIM_TOKEN_SELECT, toScimTokenView } from './to-scim-token-view.ts'

const schema = z.object({ connectionId })

/** Revoked tokens stay on record; nobody needs to see more of them than this. */
const MOST = 500

/** Every token of a connection, newest first, also those that no longer work. The tokens themselves are not stored. */
export async function listScimTokens({ ctx, input }: Call<z.input<typeof schema>>): Promise<ScimTokenView[]> {
  const { connectionId: id } = parseInput(schema, input)
  await requireScimConnection(ctx.db.client, id)
  const rows = await ctx.db.client.scimToken.findMany({
    where: { connectionId: id },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST,
    select: SCIM_TOKEN_SELECT,
  })
  return rows.map((row) => toScimTokenView(row, ctx.now()))
}
