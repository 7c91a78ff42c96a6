import { countConnectionPeople, countScimResources, listLatestRuns } from '@rollcall/db'
import type { ConnectionView } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { CONNECTION_SELECT, toConnectionView } from './to-connection-view.ts'

/** Views of one or all connections, oldest first, in the same four statements. */
export async function readConnectionViews(
  ctx: Pick<Context, 'db' | 'now' | 'publicUrl'>,
  id?: string,
): Promise<ConnectionView[]> {
  const { client } = ctx.db
  const rows = await client.connection.findMany({
    where: { sandbox: false, ...(id !== undefined && { id }) },
    orderBy: { id: 'asc' },
    select: CONNECTION_SELECT,
  })
  const ids = rows.map((row) => row.id)
  const pushed = rows.filter((row) => row.kind === 'scim').map((row) => row.id)
  const scim = await countScimResources(client, pushed, ctx.now())
  const counts = await countConnectionPeople(client, ids)
  const runs = new Map((await listLatestRuns(client, ids)).map((run) => [run.connectionId, run]))
  return rows.map((row) =>
    toConnectionView(row, {
      counts: counts.get(row.id),
      lastRun: runs.get(row.id),
      scim: scim.get(row.id),
      now: ctx.now(),
      publicUrl: ctx.publicUrl,
    }),
  )
}
