import { contentHash } from '@rollcall/db'
import type { SourceUser } from '@rollcall/vocabulary'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { openTenantSource, type Tenant } from './tenant.ts'
import type { Trial } from './trial.ts'

/**
 * The fastest way PostgreSQL offers: the same people, read the same way, are streamed into a temporary table and merged
 * into the same two tables, in one transaction, without a plan, a journal, events or rules.
 */
export async function copyAndMerge(trial: Trial, tenant: Tenant): Promise<void> {
  const client = new Client({ connectionString: trial.ctx.db.connectionString })
  await client.connect()
  try {
    await client.query('begin')
    await client.query(TEMPORARY)
    const copy = client.query(copyFrom('copy read_people from stdin'))
    await pipeline(Readable.from(toLines(trial, tenant)), copy)
    await client.query('analyze read_people')
    await client.query(MERGE_USERS, [trial.connection])
    await client.query(MERGE_IDENTITIES, [trial.connection])
    await client.query('commit')
  } finally {
    await client.end()
  }
}

const COLUMNS = `object_id, display_name, given_name, surname, mail, user_principal_name, job_title, department,
  employee_id, company_name, office_location, account_enabled, user_type`

const TEMPORARY = `create temp table read_people (id uuid, user_id uuid, object_id text, display_name text,
  given_name text, surname text, mail text, user_principal_name text, job_title text, department text,
  employee_id text, company_name text, office_location text, account_enabled bool, user_type text, hash bytea,
  name text, email text
) on commit drop`

const MERGE_USERS = `
  merge into users u using (
    select r.*, coalesce(i.user_id, r.user_id) as target from read_people r
    left join entra_identities i on i.connection_id = $1 and i.object_id = r.object_id
  ) s on u.id = s.target
  when matched and (u.name, u.given_name, u.surname, u.email, u.job_title, u.department, u.employee_id)
    is distinct from (s.name, s.given_name, s.surname, s.email, s.job_title, s.department, s.employee_id)
    then update set name = s.name, given_name = s.given_name, surname = s.surname, email = s.email,
      job_title = s.job_title, department = s.department, employee_id = s.employee_id, updated_at = now()
  when not matched then insert (id, name, given_name, surname, email, job_title, department, employee_id, role, status)
    values (s.target, s.name, s.given_name, s.surname, s.email, s.job_title, s.department, s.employee_id,
      'member', case when s.account_enabled then 'active' else 'disabled' end)`

const MERGE_IDENTITIES = `
  merge into entra_identities i using read_people r on i.connection_id = $1 and i.object_id = r.object_id
  when matched and i.content_hash <> r.hash then update set display_name = r.display_name,
    given_name = r.given_name, surname = r.surname, mail = r.mail, user_principal_name = r.user_principal_name,
    job_title = r.job_title, department = r.department, employee_id = r.employee_id, company_name = r.company_name,
    office_location = r.office_location, account_enabled = r.account_enabled, user_type = r.user_type,
    content_hash = r.hash, synced_at = now()
  when not matched then insert (id, connection_id, ${COLUMNS}, content_hash, user_id)
    values (r.id, $1, ${COLUMNS.replace(/\w+/g, 'r.$&')}, r.hash, r.user_id)`

/** One chunk of text per page of the directory. */
async function* toLines({ ctx }: Trial, tenant: Tenant): AsyncGenerator<string> {
  const { signal } = new AbortController()
  for await (const page of openTenantSource(tenant).readUsers({ signal })) {
    yield page.items.map((user) => toLine(ctx.newId(), ctx.newId(), user)).join('')
  }
}

function toLine(id: string, userId: string, user: SourceUser): string {
  const content = [
    user.displayName,
    user.givenName,
    user.surname,
    user.mail,
    user.userPrincipalName,
    user.jobTitle,
    user.department,
    user.employeeId,
    user.companyName,
    user.officeLocation,
    user.accountEnabled,
    user.userType,
  ]
  const name = user.displayName ?? user.userPrincipalName ?? user.objectId
  const hash = `\\x${contentHash(content)}`
  const fields = [id, userId, user.objectId, ...content, hash, name, user.mail ?? toAddress(user)]
  return `${fields.map(toField).join('\t')}\n`
}

/** A principal name that can receive mail; a guest's cannot. */
function toAddress({ userPrincipalName }: SourceUser): string | null {
  return userPrincipalName?.includes('#EXT#') ? null : userPrincipalName
}

/** Text format of COPY: backslash, tab and line ends are escaped, null is \N. */
function toField(value: string | boolean | null): string {
  if (value === null) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
}
