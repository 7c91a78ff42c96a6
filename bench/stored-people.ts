import type { Database } from '@rollcall/db'

/** A digest of everyone stored: two ways of importing are compared only when they wrote the same people. */
export async function digestPeople(db: Database): Promise<string> {
  const rows = await db.client.$queryRaw<{ digest: string | null }[]>`
    select md5(string_agg(row(i.object_id, i.mail, i.user_type, u.name, u.given_name, u.surname, u.email, u.job_title,
      u.department, u.employee_id, u.role, u.status)::text, '' order by i.object_id)) as digest
    from entra_identities i join users u on u.id = i.user_id`
  const digest = rows[0]?.digest
  if (digest) return digest
  throw new Error('Nobody was stored, so there is nothing to compare.')
}

export function expectSame(ours: string, theirs: string): void {
  if (ours !== theirs) throw new Error('The two ways of importing stored different people.')
}
