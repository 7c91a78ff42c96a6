import { collapseChanges } from '../directory/collapsed-changes.ts'
import type { CycleContext } from './cycle-context.ts'
import { judgePerson } from './cycle-context.ts'
import type { GroupNews } from './provision-group.ts'
import { isGroupInScope } from './provision-group.ts'

/** What one cycle has to look at. */
export type Candidates = { users: string[]; groups: Map<string, GroupNews> }

const ANYTHING: GroupNews = { isItself: true, members: undefined }

function* everyoneInScope({ tenant, settings: { scope } }: CycleContext): Generator<string> {
  const { store } = tenant
  if (scope === 'all') {
    for (const user of store.users.each()) yield user.id
    return
  }
  for (const groupId of scope.groups ?? []) {
    const entry = store.groups.liveEntry(groupId)
    if (entry === undefined) continue
    for (const { id, kind } of store.membersOf(entry)) if (kind === 'user') yield id
  }
  for (const id of scope.users ?? []) yield id.toLowerCase()
}

/** All there is, and all that was ever linked. */
export function initialCandidates(context: CycleContext): Candidates {
  const { state, tenant } = context
  const groups = new Map<string, GroupNews>()
  for (const { record } of tenant.store.groups.live())
    if (isGroupInScope(context, record.id)) groups.set(record.id, ANYTHING)
  for (const id of state.groups.keys()) groups.set(id, ANYTHING)
  return { users: [...new Set([...everyoneInScope(context), ...state.users.keys()])], groups }
}

/** People whose assignment may have changed with a group that gives access. */
function* touchedByScope(
  { tenant, settings: { scope } }: CycleContext,
  changes: ReturnType<typeof collapseChanges>,
): Generator<string> {
  if (scope === 'all') return
  const ids = new Set((scope.groups ?? []).map((id) => id.toLowerCase()))
  for (const { id, isWhole, members } of changes) {
    if (!ids.has(id)) continue
    for (const [memberId, { kind }] of members) if (kind === 'user') yield memberId
    const entry = isWhole ? tenant.store.groups.entry(id) : undefined
    if (entry === undefined) continue
    for (const { id: memberId, kind } of tenant.store.membersOf(entry)) if (kind === 'user') yield memberId
  }
}

/** What changed between two marks of the history, and what is due for another try. */
export function incrementalCandidates(context: CycleContext, from: number, to: number): Candidates {
  const { state, tenant } = context
  const { log } = tenant.store
  const now = tenant.clock.now()
  const changedGroups = collapseChanges(log.between('group', from, to))
  const users = new Set(log.between('user', from, to).map(({ id }) => id))
  for (const id of touchedByScope(context, changedGroups)) users.add(id)
  for (const id of state.escrows.due('user', now)) users.add(id)
  const groups = new Map<string, GroupNews>()
  for (const { id, isWhole, properties, members } of changedGroups)
    groups.set(id, { isItself: isWhole || properties.size > 0, members: new Set(members.keys()) })
  for (const id of state.escrows.due('group', now)) groups.set(id, ANYTHING)
  return { users: [...users], groups }
}

function losesPerson(context: CycleContext, id: string): boolean {
  const link = context.state.users.get(id)
  if (link === undefined) return false
  const person = judgePerson(context, id)
  if (person === undefined) return false
  if (!person.isInScope && context.settings.skipOutOfScopeDeletions) return false
  return person.presence === 'purged' || (person.isSoftDeleted && link.isActive)
}

/** Disables and deletes that a cycle over these candidates would send. */
export function countDeletions(context: CycleContext, { users, groups }: Candidates): number {
  const { state, tenant } = context
  if (state.users.size === 0 && state.groups.size === 0) return 0
  const lostGroups = [...groups.keys()].filter(
    (id) => state.groups.has(id) && tenant.store.groups.liveEntry(id) === undefined,
  )
  return users.filter((id) => losesPerson(context, id)).length + lostGroups.length
}
