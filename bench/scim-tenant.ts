import { hashToken, newToken, openDatabase, type Database } from '@rollcall/db'
import { randomUUID } from 'node:crypto'
import { MIGRATIONS } from './bench-database.ts'

/** People are seeded in slices, so that no statement holds a million rows. */
const SLICE = 10_000

/** A connection that is pushed to, with people and groups as if they had been pushed before. */
export interface ScimTenant {
  readonly connectionId: string
  readonly token: string
  /** SCIM id and userName of the n-th person, counted from 0. */
  idOf(person: number): string
  userNameOf(person: number): string
  /** SCIM ids of the groups by how many members they were asked for. */
  readonly groups: ReadonlyMap<number, readonly string[]>
}

export interface SeedTenant {
  readonly people: number
  /** So many groups of a size; their members are the first people. */
  readonly groups: readonly { readonly size: number; readonly count: number }[]
}

/** Fills a new database. The rows are those a client's requests would have left. */
export async function seedScimTenant(databaseUrl: string, wanted: SeedTenant): Promise<ScimTenant> {
  const db = await openDatabase({ url: databaseUrl, migrationsDir: MIGRATIONS })
  try {
    const connectionId = randomUUID()
    const token = newToken('rs')
    await db.client.connection.create({
      data: { id: connectionId, kind: 'scim', displayName: 'Bench', guardMaxPeople: 10_000_000 },
    })
    await db.client.scimToken.create({
      data: { connectionId, name: 'bench', prefix: 'bench', tokenHash: hashToken(token), createdBy: 'bench' },
    })
    for (let from = 0; from < wanted.people; from += SLICE)
      await seedPeople(db, connectionId, from, Math.min(from + SLICE, wanted.people) - 1)
    const groups = new Map<number, string[]>()
    for (const { size, count } of wanted.groups) {
      const ids: string[] = []
      for (let at = 0; at < count; at += 1) ids.push(await seedGroup(db, connectionId, size, at))
      groups.set(size, ids)
    }
    await db.client.$executeRaw`vacuum analyze`
    return { connectionId, token: token.reveal(), idOf, userNameOf, groups }
  } finally {
    await db.close()
  }
}

function idOf(person: number): string {
  return `01900000-0000-7000-8000-${person.toString(16).padStart(12, '0')}`
}

function userNameOf(person: number): string {
  return `person${person}@bench.example`
}

async function seedPeople(db: Database, connectionId: string, from: number, to: number): Promise<void> {
  await db.client.$executeRaw`
    with person as (
      select n, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id,
        'person' || n || '@bench.example' as mail, 'Given' || n % 997 as given, 'Family' || n % 4999 as family
      from generate_series(${from}::int, ${to}::int) as n
    ), made as (
      insert into users (id, name, given_name, surname, email)
      select id, given || ' ' || family, given, family, mail from person
    ), mirrored as (
      insert into entra_identities (id, connection_id, object_id, external_id, display_name, given_name, surname, mail,
        user_principal_name, account_enabled, user_type, content_hash, user_id)
      select id, ${connectionId}::uuid, id::text, 'ext-' || n, given || ' ' || family, given, family, mail, mail, true,
        'member', decode(md5(format('["%s %s","%s","%s","%s","%s",null,null,null,null,null,true,"member"]',
          given, family, given, family, mail, mail)), 'hex'), id from person
    )
    insert into scim_users (id, connection_id, user_name_key, external_id, match_keys, document)
    select id, ${connectionId}::uuid, mail, 'ext-' || n,
      array['displayname=' || lower(given || ' ' || family), 'emails.value=' || mail],
      jsonb_build_object('userName', mail, 'active', true, 'externalId', 'ext-' || n,
        'displayName', given || ' ' || family, 'name', jsonb_build_object('givenName', given, 'familyName', family),
        'emails', jsonb_build_array(jsonb_build_object('type', 'work', 'value', mail)))
    from person`
}

async function seedGroup(db: Database, connectionId: string, size: number, at: number): Promise<string> {
  const id = randomUUID()
  const name = `Group ${at} of ${size}`
  await db.client.$executeRaw`
    with stored as (
      insert into scim_groups (id, connection_id, display_name_key, document)
      values (${id}::uuid, ${connectionId}::uuid, lower(${name}), jsonb_build_object('displayName', ${name}::text))
    ), mirrored as (
      insert into entra_groups (id, connection_id, object_id, display_name, kind, content_hash)
      values (${id}::uuid, ${connectionId}::uuid, ${id}, ${name}, 'security', decode(md5(${name}), 'hex'))
    )
    insert into entra_group_members (connection_id, group_object_id, member_object_id, member_kind)
    select ${connectionId}::uuid, ${id}, '01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'), 'user'
    from generate_series(0, ${size - 1}::int) as n`
  return id
}
