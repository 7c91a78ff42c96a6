import { Prisma } from '../generated/client.ts'

/** The changes `from` <= seq <= `to` of one run. */
export interface ChangeRange {
  readonly runId: string
  readonly from: number
  readonly to: number
}

export function inRange({ runId, from, to }: ChangeRange): Prisma.Sql {
  return Prisma.sql`c.run_id = ${runId}::uuid and c.seq between ${from}::int and ${to}::int and c.outcome = 'pending'`
}

/** What a change's `before` is compared with: the user `u` and the directory record `i` as stored now, in the words of the plan. */
export const presentState = Prisma.sql`jsonb_build_object(
  'profile', jsonb_build_object('name', u.name, 'givenName', u.given_name, 'surname', u.surname, 'email', u.email,
    'jobTitle', u.job_title, 'department', u.department, 'employeeId', u.employee_id),
  'status', u.status, 'left', u.left_at is not null, 'registered', u.registered_at is not null,
  'linked', i.user_id is not null, 'role', u.role, 'disabledRunId', u.disabled_run_id,
  'mirror', encode(i.content_hash, 'hex'))`

/** Someone other than the user `u` stays in charge when everyone whom this batch disables or deletes is out. Needs the change `c`. */
export function ownerRemains({ from, to }: ChangeRange): Prisma.Sql {
  return Prisma.sql`exists (select 1 from users o where o.role = 'owner' and o.status = 'active' and o.id <> u.id
    and not exists (select 1 from sync_changes d where d.run_id = c.run_id and d.user_id = o.id
      and d.seq between ${from}::int and ${to}::int and (d.after->>'status' = 'disabled' or d.kind = 'delete')))`
}

/**
 * Of a person who is pushed, which the change `c` remembers: they are in the groups whose realms it gives, and in none whose
 * realm it takes. Such groups change at any moment, also while a plan waits.
 */
export const membersAsPlanned = Prisma.sql`(not jsonb_exists(c.before, 'mirror') or not exists (
  select 1 from (
    select l->>'mappingId' as mapping_id, l->>'realmId' as realm_id, false as given from jsonb_array_elements(c.realms_lost) l
    union all
    select e->>'mappingId', e->>'realmId', true from jsonb_array_elements(c.realms_gained) e
  ) p join group_mappings g on g.id = p.mapping_id::uuid
  where (p.given or (g.mode <> 'none' and g.realm_id = p.realm_id::uuid))
    and p.given <> exists (select 1 from entra_group_members m where m.connection_id = g.connection_id
      and m.group_object_id = g.group_object_id and m.member_object_id = c.object_id)))`
