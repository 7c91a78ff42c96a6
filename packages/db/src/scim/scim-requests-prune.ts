import type { Sql } from '../sql.ts'

const DAY = 86_400_000
/** Few enough that nobody waits long for the rows, or for the embedded database. */
const AT_ONCE = 2000

const KEPT = {
  name: 'scim-requests-kept',
  text: `select id::text as id, scim_keep_days as "keepDays" from connections where kind = 'scim'`,
}

const DELETE = {
  name: 'scim-requests-prune',
  text: `
    delete from scim_requests where id in (
      select id from scim_requests where connection_id = $1::uuid and id < $2::uuid order by id limit $3::int)
    returning id`,
}

/** Removes requests that are older than their connection keeps them. Returns how many. */
export async function pruneScimRequests(db: { readonly sql: Sql }, now: Date): Promise<number> {
  let removed = 0
  for (const { id, keepDays } of await db.sql<{ id: string; keepDays: number }>(KEPT, [])) {
    const before = firstIdOf(now.getTime() - keepDays * DAY)
    for (let left = AT_ONCE; left === AT_ONCE;) {
      left = (await db.sql(DELETE, [id, before, AT_ONCE])).length
      removed += left
    }
  }
  return removed
}

/** No UUIDv7 of this instant, in milliseconds, or later is smaller: RFC 9562 section 5.7. */
function firstIdOf(ms: number): string {
  const time = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}

/** Losses of access that no hour counts any more. */
export async function pruneScimRemovals(db: { readonly sql: Sql }, now: Date): Promise<void> {
  await db.sql(
    { name: 'scim-removals-prune', text: 'delete from scim_removals where at < $1::timestamptz' },
    [new Date(now.getTime() - DAY)],
  )
}

/** Connections of self-tests whose process stopped in the middle of one. Returns how many. */
export async function pruneScimSandboxes(db: { readonly sql: Sql }, now: Date): Promise<number> {
  const rows = await db.sql(
    {
      name: 'scim-sandboxes-prune',
      text: 'delete from connections where sandbox and created_at < $1::timestamptz returning id',
    },
    [new Date(now.getTime() - 3_600_000)],
  )
  return rows.length
}
