import { findScimRequest } from '@rollcall/db'
import { connectionId, scimRequestId, type ScimRequestDetail } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError, parseInput } from '../errors.ts'
import { toScimRequestDetail } from './to-scim-request-view.ts'

const schema = z.object({ id: scimRequestId, connectionId: connectionId.optional() })

/** One request with its redacted bodies; by its id alone for links from a person, who may have come through any connection. */
export async function getScimRequest({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<ScimRequestDetail> {
  const { id, connectionId: of = null } = parseInput(schema, input)
  const row = await findScimRequest(ctx.db.client, { id, connectionId: of })
  if (row) return toScimRequestDetail(row)
  throw new DirectoryError(
    'not_found',
    'This request is not in the log. Requests are kept for as many days as the settings of their connection say.',
  )
}
