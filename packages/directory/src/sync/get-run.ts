import { runId, type RunView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { RUN_SELECT, toRunView } from './to-run-view.ts'

const schema = z.object({ id: runId })

export async function getRun({ ctx, input }: Call<z.input<typeof schema>>): Promise<RunView> {
  const { id } = parseInput(schema, input)
  const row = await ctx.db.client.syncRun.findUnique({ where: { id }, select: RUN_SELECT })
  if (!row) throw notFound('sync run')
  return toRunView(row)
}
