import { GIVE, judgeLosses, MAPPING, TAKE, type Leaves } from './group-realm-sql.ts'
import { addMembers, CONNECTION, knownPeople, writeEvent } from './group-sql.ts'

/** What a statement can do. */
export interface ChangeForm {
  /** Takes out those who are listed, or everyone who is not added, and so looks at every member. */
  readonly leave: 'listed' | 'others'
  /** Writes the document, too. */
  readonly document: boolean
  /** Moves the realm of a mapped group along. Without, such a group is left as it is, and the answer says so. */
  readonly realm: boolean
}

/**
 * Members come and go as rows of their own, so that the work follows who is named and not how many there are. Parameters: 1 to
 * 6 as in every write, 7 whom to add, 8 the only version to change or null, 9 whether to hold, 10 whom to take out if they are
 * listed; then document, folded name, external id, name, hash, and names of the attributes that differ.
 */
export function changeText(form: ChangeForm): string {
  const leaves: Leaves = (member) =>
    form.leave === 'others' ? `not (${member} = any($7::uuid[]::text[]))` : `${member} = any($10::text[])`
  const realm = form.realm ? [MAPPING, judgeLosses(leaves)] : [NOT_MAPPED]
  return `with ${[
    CONNECTION,
    OWN,
    knownPeople('$7', 'own'),
    ...realm,
    READY,
    addMembers('$7', 'ready'),
    removeMembers(leaves),
    ...(form.realm ? [GIVE, TAKE] : []),
    countRows(form.realm),
    writeGroup(form),
    ...(form.document ? [followName(parameters(form))] : []),
    tell(form),
  ].join(',\n  ')}
  ${ANSWER}`
}

const OWN = `own as materialized (
    select g.id, g.document, g.version, g.created_at, g.last_modified from scim_groups g cross join conn
    where g.id = $1::uuid and g.connection_id = $2::uuid and ($8::int is null or g.version = $8::int)
    for no key update of g
  )`

/** Without a look at realms, a group that has one counts as one where too many would lose it. */
const NOT_MAPPED = `verdict as materialized (
    select 0 as people, null::text as realm, false as large, not $9::bool and exists (
      select 1 from group_mappings m where m.connection_id = $2::uuid and m.group_object_id = $1::uuid::text
        and m.mode <> 'none' and m.realm_id is not null
    ) as too_many
  )`

const READY = `ready as materialized (
    select own.* from own cross join verdict v
    where (select count(*) from known) = cardinality($7::uuid[]) and ($9::bool or not v.too_many)
  )`

function removeMembers(leaves: Leaves): string {
  return `removed as (
    delete from entra_group_members m using ready
    where m.connection_id = $2::uuid and m.group_object_id = $1::uuid::text and ${leaves('m.member_object_id')}
    returning m.member_object_id
  )`
}

function countRows(realm: boolean): string {
  const count = (name: string, counted: boolean) =>
    `${counted ? `(select count(*)::int from ${name})` : '0'} as ${name}`
  return `counts as materialized (
    select ${count('added', true)}, ${count('removed', true)}, ${count('gained', realm)}, ${count('lost', realm)},
      ${count('counted', realm)}
  )`
}

function parameters({ leave }: ChangeForm) {
  const at = (step: number) => `$${(leave === 'listed' ? 11 : 10) + step}`
  return { document: at(0), key: at(1), externalId: at(2), name: at(3), hash: at(4), changed: at(5) }
}

function writeGroup(form: ChangeForm): string {
  const { document, key, externalId } = parameters(form)
  const set = form.document
    ? `, document = ${document}::jsonb, display_name_key = ${key}::text, external_id = ${externalId}::text`
    : ''
  return `changed as (
    update scim_groups g set version = g.version + 1, last_modified = $3::timestamptz${set}
    from ready cross join counts n where g.id = ready.id${form.document ? '' : ' and n.added + n.removed > 0'}
    returning g.id::text as id, g.document, g.version, g.created_at, g.last_modified
  )`
}

/** Mirror and mapping follow the name; the mirror of a sandbox has no groups. */
function followName({ name, hash }: ReturnType<typeof parameters>): string {
  return `mirrored as (
    update entra_groups e set display_name = ${name}::text, content_hash = decode(${hash}::text, 'hex'),
      synced_at = $3::timestamptz
    from changed where e.connection_id = $2::uuid and e.object_id = changed.id and e.display_name <> ${name}::text
    returning e.id
  ),
  renamed as (
    update group_mappings m set group_name = ${name}::text
    from changed where m.connection_id = $2::uuid and m.group_object_id = changed.id
      and m.group_name is distinct from ${name}::text
    returning m.id
  )`
}

function tell(form: ChangeForm): string {
  const moved = `case when n.added + n.removed > 0 then '["members"]'::jsonb else '[]'::jsonb end`
  const changed = form.document ? `${parameters(form).changed}::jsonb || ${moved}` : moved
  const followed = form.document
    ? ' cross join (select count(*) from mirrored) f cross join (select count(*) from renamed) k'
    : ''
  return writeEvent(
    `changed cross join conn cross join counts n cross join verdict v${followed}`,
    `jsonb_build_object('connection', conn.display_name, 'group', changed.document ->> 'displayName',
      'outcome', 'updated', 'requestId', $5::text, 'changed', ${changed}, 'added', nullif(n.added, 0),
      'removed', nullif(n.removed, 0), 'gained', nullif(n.gained, 0), 'lost', nullif(n.lost, 0),
      'realm', case when n.gained + n.lost > 0 then v.realm end)`,
  )
}

const ANSWER = `select own.id is not null as found, (select count(*) from known) = cardinality($7::uuid[]) as known,
    v.too_many and not $9::bool as too_many, v.large, v.people as losing, v.realm, c.id is not null as written,
    coalesce(c.id, own.id::text) as id, coalesce(c.document, own.document) as document,
    coalesce(c.version, own.version) as version, coalesce(c.created_at, own.created_at) as created_at,
    coalesce(c.last_modified, own.last_modified) as last_modified, n.added, n.removed, n.gained, n.lost,
    (select count(*) from logged) as logged
  from counts n left join own on true left join verdict v on true left join changed c on true`
