import type { ConnectionView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { readConnectionViews } from './read-connection-views.ts'

const schema = z.object({}).prefault({})

export async function listConnections({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<ConnectionView[]> {
  parseInput(schema, input)
  return readConnectionViews(ctx)
}
