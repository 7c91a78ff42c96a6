import { Prisma } from '../generated/client.ts'
import type { Tx } from '../change.ts'
import { endAccessOf, type EndedAccess } from '../end-access.ts'
import { inRange, membersAsPlanned, ownerRemains, presentState, type ChangeRange } from './change-guard.ts'

export type { ChangeRange } from './change-guard.ts'

/** How many changes of the range are still to be applied. */
export async function countPending(tx: Pick<Tx, '$queryRaw'>, range: ChangeRange): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from sync_changes c where ${inRange(range)}`
  return rows[0]?.count ?? 0
}

/** How many of them make a new user. */
export async function countPendingCreations(tx: Pick<Tx, '$queryRaw'>, range: ChangeRange): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from sync_changes c where ${inRange(range)} and c.kind = 'create'`
  return rows[0]?.count ?? 0
}

/**
 * Notes that everything up to the end of the range has been dealt with. Changes without an outcome of their own were
 * applied then: the rows of a plan are not written a second time to say so.
 */
export async function closeBatch(tx: Tx, { runId, to }: ChangeRange): Promise<void> {
  await tx.$executeRaw`insert into sync_batches (run_id, to_seq) values (${runId}::uuid, ${to}::int)`
  await tx.$executeRaw`update sync_runs set applied_through = ${to}::int where id = ${runId}::uuid`
}

/** Makes planned realms and tells their mappings. A realm of the same address made meanwhile is used instead. */
export async function applyRealmCreations(tx: Tx, range: ChangeRange): Promise<void> {
  await tx.$executeRaw`
    insert into realms (id, name, slug, color)
    select c.realm_id, c.name, c.after->>'slug', c.after->>'color' from sync_changes c
    where ${inRange(range)} and c.kind = 'create_realm'
    on conflict (slug) do nothing`
}

/** Points mappings of mode `create` at their realm, so that it is found again whatever it is called later. */
export async function bindMappings(
  tx: Tx,
  bindings: readonly { mappingId: string; slug: string }[],
): Promise<void> {
  if (bindings.length === 0) return
  await tx.$executeRaw`
    update group_mappings m set realm_id = r.id
    from unnest(${bindings.map((b) => b.mappingId)}::uuid[], ${bindings.map((b) => b.slug)}::text[]) as b(id, slug)
    join realms r on r.slug = b.slug
    where m.id = b.id and m.mode = 'create' and m.realm_id is null`
}

const STALE = Prisma.sql`outcome = 'stale',
  error = '{"message": "This person changed after the plan was made, so nothing was done.", "hint": "The next sync looks again."}'::jsonb`

/** Makes new users and links their directory records. Someone linked meanwhile keeps that link, and the change is stale. */
export async function applyCreations(tx: Tx, range: ChangeRange): Promise<void> {
  const creations = Prisma.sql`${inRange(range)} and c.kind = 'create'`
  await tx.$executeRaw`
    insert into users (id, name, given_name, surname, email, job_title, department, employee_id, role, status,
      disabled_by, disabled_run_id, disabled_at)
    select c.user_id, c.after#>>'{profile,name}', c.after#>>'{profile,givenName}', c.after#>>'{profile,surname}',
      c.after#>>'{profile,email}', c.after#>>'{profile,jobTitle}', c.after#>>'{profile,department}',
      c.after#>>'{profile,employeeId}', c.after->>'role', c.after->>'status',
      case when c.after->>'status' = 'disabled' then 'sync' end,
      case when c.after->>'status' = 'disabled' then c.run_id end,
      case when c.after->>'status' = 'disabled' then now() end
    from sync_changes c join entra_identities i on i.id = c.identity_id and i.user_id is null
      and coalesce(c.before->>'mirror', encode(i.content_hash, 'hex')) = encode(i.content_hash, 'hex')
    where ${creations} and ${membersAsPlanned}`
  const linked = await tx.$executeRaw`
    update entra_identities i set user_id = c.user_id
    from sync_changes c join users u on u.id = c.user_id
    where ${creations} and i.id = c.identity_id and i.user_id is null`
  if (linked === (await countPendingCreations(tx, range))) return
  await tx.$executeRaw`
    update sync_changes c set ${STALE}
    where ${creations}
      and not exists (select 1 from entra_identities i where i.id = c.identity_id and i.user_id = c.user_id)`
}

/** `column` takes the plan's value for `name` when the plan has one. Both are constants of this file. */
function field(name: string, column: string): Prisma.Sql {
  return Prisma.raw(
    `${column} = case when jsonb_exists(g.after->'profile', '${name}') then g.after#>>'{profile,${name}}' else u.${column} end`,
  )
}

/**
 * Changes users that are still as the plan saw them, links or unlinks records, and disables or enables. A user changed since is
 * left alone, and so are the last active owners: their changes are marked stale for the next plan. Answers what ended with
 * the access of those it disabled.
 */
export async function applyUpdates(tx: Tx, range: ChangeRange): Promise<EndedAccess> {
  const updates = Prisma.sql`c.kind in ('update', 'disable', 'deactivate', 'reactivate', 'leave', 'unlink')`
  await tx.$executeRaw`
    with guarded as (
      select c.seq, c.run_id, c.user_id, c.identity_id, c.before, c.after
      from sync_changes c
      join users u on u.id = c.user_id
      join entra_identities i on i.id = c.identity_id
      where ${inRange(range)} and ${updates}
        and ${presentState} @> c.before and ${membersAsPlanned}
        and (i.user_id is null or i.user_id = c.user_id)
        and not (c.after->>'status' = 'disabled' and u.role = 'owner' and u.status = 'active'
          and not ${ownerRemains(range)})
      for update of u, i
    ), changed as (
      update users u set
        ${field('name', 'name')}, ${field('givenName', 'given_name')}, ${field('surname', 'surname')},
        ${field('email', 'email')}, ${field('jobTitle', 'job_title')}, ${field('department', 'department')},
        ${field('employeeId', 'employee_id')},
        status = coalesce(g.after->>'status', u.status),
        disabled_by = case g.after->>'status' when 'disabled' then 'sync' when 'active' then null else u.disabled_by end,
        disabled_run_id = case g.after->>'status' when 'disabled' then g.run_id when 'active' then null else u.disabled_run_id end,
        disabled_at = case g.after->>'status' when 'disabled' then now() when 'active' then null else u.disabled_at end,
        left_at = case g.after->>'left' when 'true' then now() when 'false' then null else u.left_at end,
        updated_at = now()
      from guarded g where u.id = g.user_id
      returning g.seq
    ), linked as (
      update entra_identities i set user_id = case g.after->>'linked' when 'true' then g.user_id end
      from guarded g where i.id = g.identity_id and jsonb_exists(g.after, 'linked')
    )
    update sync_changes c set ${STALE}
    where ${inRange(range)} and ${updates} and not exists (select 1 from changed where changed.seq = c.seq)`
  // What is stale by now is no longer in the range.
  const disabled = Prisma.sql`
    select c.user_id as id from sync_changes c
    where ${inRange(range)} and ${updates} and c.after->>'status' = 'disabled'`
  return endAccessOf(tx, disabled, Prisma.sql`now()`)
}

/** Gives and takes what mappings grant, for the changes of this batch that are not stale. */
export async function applyMemberships(tx: Tx, range: ChangeRange): Promise<void> {
  const applied = inRange(range)
  await tx.$executeRaw`
    delete from realm_memberships m using sync_changes c, jsonb_array_elements(c.realms_lost) as l
    where ${applied} and m.user_id = c.user_id and m.mapping_id = (l->>'mappingId')::uuid and m.realm_id = (l->>'realmId')::uuid`
  await tx.$executeRaw`
    insert into realm_memberships (realm_id, user_id, origin, mapping_id)
    select distinct r.id, c.user_id, g.id::text, g.id
    from sync_changes c
    cross join lateral jsonb_array_elements(c.realms_gained) as e
    join group_mappings g on g.id = (e->>'mappingId')::uuid
    join realms r on r.id = coalesce((e->>'realmId')::uuid, g.realm_id)
    where ${applied} and c.kind <> 'create_realm'
    on conflict do nothing`
}

export async function markFailed(tx: Tx, range: ChangeRange, error: object): Promise<void> {
  await tx.$executeRaw`
    update sync_changes c set outcome = 'failed', error = ${JSON.stringify(error)}::jsonb where ${inRange(range)}`
}
