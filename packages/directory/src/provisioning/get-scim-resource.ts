import { findShownResource, listShownMembers, type ShownResourceRow } from '@rollcall/db'
import { type ScimResource, toWeakEtag, toWire } from '@rollcall/scim'
import { connectionId, scimResourceView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { requireScimConnection } from './require-scim-connection.ts'
import { toScimBaseUrl } from './scim-base-url.ts'

const schema = z.object({ connectionId, id: z.uuid() })

/** Members shown with a group; a group may have very many. */
const MEMBERS = 100

/** One User or Group as its client would get it. The members of a group are beside it, the first hundred of them. */
export async function getScimResource({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<z.infer<typeof scimResourceView>> {
  const { connectionId: connection, id } = parseInput(schema, input)
  const { client } = ctx.db
  await requireScimConnection(client, connection)
  const row = await findShownResource(client, { connectionId: connection, id })
  if (!row) throw notFound('User or Group in this connection')
  const members =
    row.type === 'Group'
      ? await listShownMembers(client, { connectionId: connection, groupId: id, limit: MEMBERS })
      : []
  return scimResourceView.parse({
    id: row.id,
    type: row.type,
    resource: toResource(row, toScimBaseUrl(ctx.publicUrl, connection)),
    userId: row.userId,
    members,
    memberCount: row.memberCount,
  })
}

function toResource(row: ShownResourceRow, baseUrl: string): ScimResource {
  const groups = row.groups.map(({ value, display }) => ({
    value,
    ...(display !== null && { display }),
    type: 'direct',
  }))
  return toWire(
    { ...toDocument(row.document), ...(groups.length > 0 && { groups }) },
    {
      resourceType: row.type,
      id: row.id,
      created: row.created,
      lastModified: row.lastModified,
      location: `${baseUrl}/${row.type}s/${row.id}`,
      version: toWeakEtag(row.version),
    },
  )
}

/** Only documents that `packages/scim` read are stored. */
function toDocument(stored: unknown): ScimResource {
  return stored as ScimResource
}
