import { createHash } from 'node:crypto'
import type { Role } from '@rollcall/vocabulary'

export interface StaffMember {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  /** Token of a session that is open from the start; its hash is in the database. */
  readonly session: string
}

function member(place: number, role: Role, name: string): StaffMember {
  return {
    id: `01900000-0000-7000-8000-00000000000${place}`,
    name,
    email: `${role}@rollcall.example`,
    role,
    session: `rs_end-to-end-tests-${role}`,
  }
}

/** One registered person of each role. */
export const STAFF: Record<Role, StaffMember> = {
  owner: member(1, 'owner', 'Olga Owner'),
  admin: member(2, 'admin', 'Adam Admin'),
  manager: member(3, 'manager', 'Mina Manager'),
  operator: member(4, 'operator', 'Otto Operator'),
  member: member(5, 'member', 'Mel Member'),
}

/** The owner's password, and what the server would have stored for it. */
export const OWNER_PASSWORD = 'salted paths through the harbour'
const OWNER_PASSWORD_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$4yNSI2sI9ltgMqvnyBLGzg$/cdmBTqPScrUk5ghAmCkhI+w88w5bZVBJdBr2Sh9DQs'

/** Statements that put the staff and their sessions into an empty, migrated database. */
export function toStaffSql(): string {
  const people = Object.values(STAFF)
    .map((person) => {
      const hash = createHash('sha256').update(person.session).digest('hex')
      return `
        insert into users (id, name, email, role, registered_at)
        values ('${person.id}', '${person.name}', '${person.email}', '${person.role}', now());
        insert into sessions (id, user_id, token_hash, user_agent, ip, expires_at)
        values (gen_random_uuid(), '${person.id}', '\\x${hash}', 'Playwright', '127.0.0.1', now() + interval '6 hours');`
    })
    .join('\n')
  return `${people}
    insert into password_credentials (user_id, hash) values ('${STAFF.owner.id}', '${OWNER_PASSWORD_HASH}');`
}

/** Cookies of a browser this person is signed in with. */
export function toStorageState(person: StaffMember, url: string) {
  const { hostname } = new URL(url)
  const cookie = { name: 'rollcall_session', value: person.session, domain: hostname, path: '/' }
  const lasting = { expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' as const }
  return { cookies: [{ ...cookie, ...lasting }], origins: [] }
}
