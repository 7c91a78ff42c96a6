import { UnknownObject } from '../directory/directory-store.ts'
import type { GroupEntry } from '../directory/group-table.ts'
import type { CycleContext, CycleCounts } from './cycle-context.ts'
import { judgePerson } from './cycle-context.ts'
import type { LogEntry } from './provisioning-log.ts'
import { isGroupInScope, provisionGroup } from './provision-group.ts'
import { provisionManager } from './provision-manager.ts'
import { provisionUser } from './provision-user.ts'
import { CredentialsRefused, TargetRefusal } from './scim-target.ts'
import { BadSettings } from './settings.ts'

/** A person, or a group with at most five of its members (its first five when none are named). */
export type OnDemandInput = { userId: string } | { groupId: string; memberIds?: readonly string[] }

export type OnDemandResult = {
  ok: boolean
  /** What the target refused, or why nothing was sent. */
  detail: string | null
  targetId: string | null
  counts: CycleCounts
  entries: LogEntry[]
}

const MOST_MEMBERS = 5

async function onePerson(context: CycleContext, userId: string): Promise<string> {
  const person = judgePerson(context, userId)
  if (person === undefined) throw new UnknownObject('user', userId)
  const { id } = person.user
  await provisionUser(context, id)
  await provisionManager(context, id)
  context.state.escrows.clear('user', id)
  return id
}

function firstMembers({ tenant }: CycleContext, entry: GroupEntry): string[] {
  const ids: string[] = []
  for (const { id, kind } of tenant.store.membersOf(entry)) {
    if (kind === 'user') ids.push(id)
    if (ids.length === MOST_MEMBERS) break
  }
  return ids
}

/** Members who are not at the target yet are brought there first. The rest of the group waits for the next cycle. */
async function oneGroup(
  context: CycleContext,
  groupId: string,
  memberIds?: readonly string[],
): Promise<string> {
  const entry = context.tenant.store.groups.entry(groupId)
  if (entry === undefined) throw new UnknownObject('group', groupId)
  const { id } = entry.record
  if (!isGroupInScope(context, id)) throw new TargetRefusal('The group is not in scope of this app.', 0)
  const members = memberIds?.map((one) => one.toLowerCase()) ?? firstMembers(context, entry)
  if (members.length > MOST_MEMBERS)
    throw new BadSettings(`On demand a group goes with at most ${MOST_MEMBERS} members. Name fewer.`)
  for (const member of members) if (!context.state.users.has(member)) await onePerson(context, member)
  await provisionGroup(context, id, { isItself: true, members: new Set(members), isPartial: true })
  return id
}

/** Runs at once, outside of cycles. Throws UnknownObject and BadSettings for input that makes no sense. */
export async function provisionOnDemand(
  context: CycleContext,
  input: OnDemandInput,
): Promise<OnDemandResult> {
  const { log, state, counts } = context
  const last = log.list().at(-1)?.id ?? 0
  const answer = (ok: boolean, detail: string | null, id?: string): OnDemandResult => {
    const key = id ?? ''
    const targetId = state.users.get(key)?.targetId ?? state.groups.get(key)?.targetId ?? null
    return { ok, detail, targetId, counts, entries: log.list(last) }
  }
  try {
    const id =
      'userId' in input
        ? await onePerson(context, input.userId)
        : await oneGroup(context, input.groupId, input.memberIds)
    const skipped = log.list(last).find(({ outcome }) => outcome === 'skipped')
    return answer(true, skipped?.detail ?? null, id)
  } catch (error) {
    if (error instanceof TargetRefusal || error instanceof CredentialsRefused)
      return answer(false, error.message)
    throw error
  }
}
