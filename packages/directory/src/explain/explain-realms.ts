import type { ExplainedIdentityRow, ExplainedMembershipRow } from '@rollcall/db'
import type { userWhyView } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { UserFacts } from './explain-account.ts'
import { describePath, type Group } from './group-paths.ts'
import { by, say } from './statement.ts'

type RealmWhy = z.input<typeof userWhyView>['realms'][number]
type Way = RealmWhy['ways'][number]
type GroupsOf = (row: ExplainedIdentityRow) => Group[]

/** One entry per realm, with every way the person came into it. */
export function explainRealms(
  facts: UserFacts,
  memberships: readonly ExplainedMembershipRow[],
  groupsOf: GroupsOf,
): RealmWhy[] {
  const realms = new Map<string, RealmWhy>()
  for (const row of memberships) {
    const realm = {
      id: row.realmId,
      name: row.name,
      slug: row.slug,
      color: row.color,
    }
    const entry = realms.get(row.realmId) ?? { realm, ways: [] }
    entry.ways.push(row.mappingId === null ? byHand(facts, row) : byMapping(facts, row, groupsOf))
    realms.set(row.realmId, entry)
  }
  return [...realms.values()]
}

function byHand({ events }: UserFacts, row: ExplainedMembershipRow): Way {
  const event = events.get(`realm.member_added ${row.realmId}`)
  const text = event
    ? `Added by hand${by(event.actor)}.`
    : 'Kept as a membership by hand. No sync takes it away.'
  const parts = { at: event?.at ?? row.createdAt, actor: event?.actor ?? null }
  return { ...say('realm_by_hand', text, parts), group: null, path: [] }
}

function byMapping(facts: UserFacts, row: ExplainedMembershipRow, groupsOf: GroupsOf): Way {
  const change = facts.changes.get(`mapping:${row.mappingId ?? ''}`)
  const parts = {
    connectionId: row.connectionId,
    runId: change?.runId ?? null,
    actor: change?.actor ?? null,
    at: change?.at ?? row.createdAt,
  }
  const name = row.groupName ?? row.groupId ?? 'a group'
  const found = facts.identities
    .filter((identity) => identity.connectionId === row.connectionId && identity.leftAt === null)
    .flatMap(groupsOf)
    .find((group) => group.id === row.groupId && group.counts)
  const group = row.groupId === null ? null : { id: row.groupId, name }
  const text = `${row.connectionName ?? 'A directory'} gives this realm to the group ${name}; ${wayIn(found)}.`
  return { ...say('realm_by_mapping', text, parts), group, path: found?.path ?? [] }
}

function wayIn(group: Group | undefined): string {
  if (!group) return 'the next sync takes it away, because the person is in it no longer'
  return group.direct ? 'the person is in it' : `the person is in ${describePath(group.path)}`
}
