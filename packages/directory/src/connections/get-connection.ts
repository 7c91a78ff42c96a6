import { connectionId, type ConnectionView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { readConnectionViews } from './read-connection-views.ts'

const schema = z.object({ id: connectionId })

export async function getConnection({ ctx, input }: Call<z.input<typeof schema>>): Promise<ConnectionView> {
  const { id } = parseInput(schema, input)
  const [view] = await readConnectionViews(ctx, id)
  if (!view) throw notFound('connection')
  return view
}
