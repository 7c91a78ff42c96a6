import type { GroupEntry } from '../directory/group-table.ts'
import type { CycleContext } from './cycle-context.ts'
import type { GroupLink } from './job-state.ts'
import { addMembersPatch, removeMembersPatch } from './patch-body.ts'
import type { LogAction } from './provisioning-log.ts'

/** Object ids of people with the ids the target knows them by. */
type MemberChanges = { added: Map<string, string>; removed: Map<string, string> }

function* peopleOf({ tenant }: CycleContext, entry: GroupEntry, link: GroupLink): Generator<string> {
  for (const { id, kind } of tenant.store.membersOf(entry)) if (kind === 'user') yield id
  yield* link.members.keys()
}

/**
 * Memberships that differ from what was sent. The directory keeps those of soft-deleted people, so nothing is sent for
 * them: a restored person finds them again.
 */
function planMembers(
  context: CycleContext,
  entry: GroupEntry,
  link: GroupLink,
  ids: Iterable<string>,
): MemberChanges {
  const { state, tenant } = context
  const changes: MemberChanges = { added: new Map(), removed: new Map() }
  for (const id of ids) {
    const ordinal = tenant.store.users.ordinalOf(id)
    if (ordinal === undefined) continue
    const sent = link.members.get(id)
    const targetId = state.users.get(id)?.targetId
    const isMember = entry.membership.has(id, ordinal)
    link.waiting.delete(id)
    if (!isMember && sent !== undefined) changes.removed.set(id, sent)
    else if (isMember && sent === undefined && targetId !== undefined) changes.added.set(id, targetId)
    else if (isMember && sent === undefined && state.escrows.has('user', id)) link.waiting.add(id)
  }
  return changes
}

function* pages<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}

async function send(
  context: CycleContext,
  entry: GroupEntry,
  link: GroupLink,
  action: Extract<LogAction, 'add-members' | 'remove-members'>,
  page: readonly (readonly [string, string])[],
): Promise<void> {
  const { record } = entry
  const ids = page.map(([, targetId]) => targetId)
  await context.target.call({
    action,
    subject: { kind: 'group', id: record.id, name: record.displayName },
    method: 'PATCH',
    path: `/Groups/${encodeURIComponent(link.targetId)}`,
    body:
      action === 'add-members'
        ? addMembersPatch(context.dialect, ids)
        : removeMembersPatch(context.dialect, ids),
    dialect: context.dialect,
  })
}

/** Sends joins and leaves in pages; each page is remembered once the target has it. */
export async function sendMembers(
  context: CycleContext,
  entry: GroupEntry,
  link: GroupLink,
  changed: ReadonlySet<string> | undefined,
): Promise<void> {
  const ids =
    changed === undefined ? new Set(peopleOf(context, entry, link)) : new Set([...changed, ...link.waiting])
  const { added, removed } = planMembers(context, entry, link, ids)
  const { membersPerRequest } = context.settings
  for (const page of pages([...removed], membersPerRequest)) {
    await send(context, entry, link, 'remove-members', page)
    for (const [id] of page) link.members.delete(id)
    context.counts.membersRemoved += page.length
  }
  for (const page of pages([...added], membersPerRequest)) {
    await send(context, entry, link, 'add-members', page)
    for (const [id, targetId] of page) link.members.set(id, targetId)
    context.counts.membersAdded += page.length
  }
}
