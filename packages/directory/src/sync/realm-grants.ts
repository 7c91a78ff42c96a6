import { listGroupEdges, type Tx } from '@rollcall/db'
import { REALM_COLORS, toSlug, type RealmChange } from '@rollcall/vocabulary'
import { closureOf } from './group-closure.ts'
import type { RunSession } from './run-session.ts'

/** What one mapping gives: a realm that exists, or one this run would make. */
export interface Grant {
  readonly mappingId: string
  readonly groupId: string
  readonly groupName: string
  /** Null until the realm has been made. */
  readonly realmId: string | null
  readonly realmName: string
  readonly slug: string
}

export interface PlannedRealm {
  readonly id: string
  readonly name: string
  readonly slug: string
  readonly color: string
  readonly mappingId: string
  readonly groupName: string
}

export interface RealmGrants {
  readonly grants: readonly Grant[]
  readonly realmsToCreate: readonly PlannedRealm[]
  /** Every mapping of the connection, also those that give nothing any more. */
  readonly mappingIds: readonly string[]
  /** Directory group id -> grants that direct members of that group receive. */
  readonly byGroup: ReadonlyMap<string, readonly Grant[]>
  /** Names of realms that mappings gave earlier, for saying what someone loses. */
  readonly realmNames: ReadonlyMap<string, string>
  /** Names of the groups of all mappings, by mapping. */
  readonly groupNames: ReadonlyMap<string, string>
}

interface MappingRow {
  id: string
  groupObjectId: string
  groupName: string | null
  mode: string
  realm: { id: string; name: string; slug: string } | null
}

/**
 * Works out which realm each mapping gives. A mapping that creates its realm finds it again by the mapping first, then by
 * address; two groups of the same name share one realm.
 */
export async function loadRealmGrants(tx: Tx, session: RunSession): Promise<RealmGrants> {
  const mappings = await tx.groupMapping.findMany({
    where: { connectionId: session.connection.id },
    select: {
      id: true,
      groupObjectId: true,
      groupName: true,
      mode: true,
      realm: { select: { id: true, name: true, slug: true } },
    },
    orderBy: { id: 'asc' },
  })
  const wantedSlugs = mappings.filter(needsRealm).map((mapping) => toSlug(nameOf(mapping)))
  const bySlug = new Map(
    (
      await tx.realm.findMany({
        where: { slug: { in: wantedSlugs } },
        select: { id: true, name: true, slug: true },
      })
    ).map((realm) => [realm.slug, realm]),
  )
  const planned = new Map<string, PlannedRealm>()
  const grants = mappings.flatMap((mapping) => toGrant(mapping, bySlug, planned, session) ?? [])
  const realmNames = new Map(
    (
      await tx.realm.findMany({
        where: { memberships: { some: { mapping: { connectionId: session.connection.id } } } },
        select: { id: true, name: true },
      })
    ).map((realm) => [realm.id, realm.name]),
  )
  return {
    grants,
    realmsToCreate: [...planned.values()],
    mappingIds: mappings.map((mapping) => mapping.id),
    byGroup: await spreadOverGroups(tx, session, grants),
    realmNames,
    groupNames: new Map(mappings.map((mapping) => [mapping.id, nameOf(mapping)])),
  }
}

function needsRealm(mapping: MappingRow): boolean {
  return mapping.mode === 'create' && mapping.realm === null
}

function nameOf(mapping: MappingRow): string {
  return mapping.groupName ?? mapping.groupObjectId
}

function toGrant(
  mapping: MappingRow,
  bySlug: ReadonlyMap<string, { id: string; name: string; slug: string }>,
  planned: Map<string, PlannedRealm>,
  session: RunSession,
): Grant | null {
  const about = { mappingId: mapping.id, groupId: mapping.groupObjectId, groupName: nameOf(mapping) }
  if (mapping.mode === 'none') return null
  if (mapping.realm) {
    return { ...about, realmId: mapping.realm.id, realmName: mapping.realm.name, slug: mapping.realm.slug }
  }
  if (mapping.mode !== 'create') return null
  const slug = toSlug(about.groupName)
  const existing = bySlug.get(slug)
  if (existing) return { ...about, realmId: existing.id, realmName: existing.name, slug }
  const name = about.groupName.slice(0, 120)
  if (!planned.has(slug)) {
    planned.set(slug, {
      id: session.ctx.newId(),
      name,
      slug,
      color: colorFor(slug),
      mappingId: mapping.id,
      groupName: name,
    })
  }
  return { ...about, realmId: null, realmName: planned.get(slug)?.name ?? name, slug }
}

function colorFor(slug: string): string {
  let sum = 0
  for (const char of slug) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973
  return REALM_COLORS[sum % REALM_COLORS.length] ?? 'indigo'
}

async function spreadOverGroups(
  tx: Tx,
  session: RunSession,
  grants: readonly Grant[],
): Promise<Map<string, Grant[]>> {
  const edges = new Map<string, string[]>()
  if (session.scope.includeNested && grants.length > 0) {
    for (const { parent, child } of await listGroupEdges(tx, session.connection.id)) {
      edges.set(parent, [...(edges.get(parent) ?? []), child])
    }
  }
  const byGroup = new Map<string, Grant[]>()
  for (const grant of grants) {
    for (const group of closureOf(grant.groupId, edges, session.scope.includeNested)) {
      byGroup.set(group, [...(byGroup.get(group) ?? []), grant])
    }
  }
  return byGroup
}

/** Mapped memberships someone holds, by mapping. */
export type Held = readonly { readonly mappingId: string; readonly realmId: string }[]

/** What a person gains and loses: takes away only what these mappings gave. */
export function diffRealms(
  wanted: readonly Grant[],
  held: Held,
  { realmNames, groupNames }: Pick<RealmGrants, 'realmNames' | 'groupNames'>,
): { gained: RealmChange[]; lost: RealmChange[] } {
  const gained = wanted
    .filter(
      (grant) => !held.some((one) => one.mappingId === grant.mappingId && one.realmId === grant.realmId),
    )
    .map((grant) => toRealmChange(grant.mappingId, grant.realmId, grant.realmName, grant.groupName))
  const lost = held
    .filter(
      (one) => !wanted.some((grant) => grant.mappingId === one.mappingId && grant.realmId === one.realmId),
    )
    .map(({ mappingId, realmId }) =>
      toRealmChange(
        mappingId,
        realmId,
        realmNames.get(realmId) ?? 'A realm',
        groupNames.get(mappingId) ?? '',
      ),
    )
  return { gained, lost }
}

function toRealmChange(
  mappingId: string,
  realmId: string | null,
  realmName: string,
  groupName: string,
): RealmChange {
  return { mappingId, realmId: toRealmId(realmId), realmName, groupName }
}

/** Realm ids here are primary keys of our own rows. */
function toRealmId(id: string | null): RealmChange['realmId'] {
  return id as RealmChange['realmId']
}
