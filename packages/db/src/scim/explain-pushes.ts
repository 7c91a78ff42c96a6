import type { Prisma } from '../generated/client.ts'

/**
 * The newest request that did one thing to a person: `created`, `status`, `field:<name>`, and for each connection
 * `linked:<id>`, `left:<id>` or `held:<id>`.
 */
export interface LatestPushRow {
  aspect: string
  /** What the aspect became, as text. */
  value: string | null
  outcome: string
  why: string | null
  /** Null once the request is no longer kept. */
  requestId: string | null
  actor: string | null
  at: Date
  /** Null once the connection is deleted. */
  connectionId: string | null
  connectionName: string | null
}

export async function listLatestPushes(
  db: Prisma.TransactionClient,
  { userId, now }: { userId: string; now: Date },
): Promise<LatestPushRow[]> {
  return db.$queryRaw<LatestPushRow[]>`
    select distinct on (k.aspect) k.aspect, k.value, e.data->>'outcome' as outcome, e.data->>'why' as why,
      case when e.at > ${now}::timestamptz - make_interval(days => n.scim_keep_days) then e.data->>'requestId' end
        as "requestId",
      e.actor->>'name' as actor, e.at, n.id::text as "connectionId",
      coalesce(n.display_name, e.data->>'connection') as "connectionName"
    from events e
    left join connections n on n.id = e.connection_id
    cross join lateral (
      select 'created' as aspect, null as value where e.data->>'outcome' = 'created'
      union all
      select 'linked:' || e.connection_id::text, 'true' where e.data->>'outcome' in ('created', 'linked')
      union all
      select 'left:' || e.connection_id::text, 'true' where e.data->>'outcome' in ('left', 'deactivated')
      union all
      select 'held:' || e.connection_id::text, 'true' where e.data->>'outcome' = 'held'
      union all
      select 'status', 'disabled' where e.data->>'outcome' in ('disabled', 'deactivated')
      union all
      select 'status', 'active' where e.data->>'outcome' = 'reactivated'
      union all
      select 'field:' || (f->>'field'), f->>'after'
      from jsonb_array_elements(case jsonb_typeof(e.data->'fields') when 'array' then e.data->'fields' else '[]' end) f
    ) k
    where e.user_id = ${userId}::uuid and e.type = 'scim.user.received' and k.aspect is not null
    order by k.aspect, e.id desc`
}

export interface FirstRequestRow {
  id: string
  at: Date
}

/** The oldest request that is kept about a resource and may have changed it. */
export async function findFirstRequest(
  db: Prisma.TransactionClient,
  { connectionId, resourceId }: { connectionId: string; resourceId: string },
): Promise<FirstRequestRow | null> {
  const rows = await db.$queryRaw<FirstRequestRow[]>`
    select r.id::text, r.at from scim_requests r
    where r.connection_id = ${connectionId}::uuid and r.resource_id = ${resourceId}::uuid and r.method <> 'GET'
      and r.outcome not in ('refused', 'failed')
    order by r.id limit 1`
  return rows[0] ?? null
}
