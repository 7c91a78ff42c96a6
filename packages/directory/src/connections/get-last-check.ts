import { checkReport, connectionId, type CheckReport } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'

const schema = z.object({ id: connectionId })

/** What the last check of a connection found; null before the first one and after the credentials were changed. */
export async function getLastCheck({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<CheckReport | null> {
  const { id } = parseInput(schema, input)
  const row = await ctx.db.client.connection.findUnique({ where: { id }, select: { lastCheck: true } })
  if (!row) throw notFound('connection')
  return checkReport.nullable().catch(null).parse(row.lastCheck)
}
