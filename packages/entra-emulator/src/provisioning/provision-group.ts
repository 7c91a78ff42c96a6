import type { GroupEntry } from '../directory/group-table.ts'
import { isJsonObject } from '../json-value.ts'
import type { JsonObject } from '../json-value.ts'
import type { CycleContext } from './cycle-context.ts'
import { logSkip } from './cycle-context.ts'
import type { GroupLink } from './job-state.ts'
import { attributePatch } from './patch-body.ts'
import type { LogSubject } from './provisioning-log.ts'
import { sendMembers } from './send-members.ts'
import { filterQuery, idOf, TargetRefusal } from './scim-target.ts'
import { changesBetween, groupValues, newGroupBody } from './wire-resource.ts'

/** What happened to a group since the last cycle. */
export type GroupNews = {
  /** The group itself came, went or changed, not only its members. */
  isItself: boolean
  /** People who came or left; undefined means all have to be looked at. */
  members: ReadonlySet<string> | undefined
  /** Also when the group is new, only these members go with it. */
  isPartial?: boolean
}

/** Whether the settings ask for this group: by name, or as one of the assigned ones. */
export function isGroupInScope({ settings: { groups, scope } }: CycleContext, id: string): boolean {
  if (groups === 'none') return false
  const wanted = groups === 'all' ? (scope === 'all' ? undefined : (scope.groups ?? [])) : groups
  return wanted === undefined || wanted.some((one) => one.toLowerCase() === id)
}

function subjectOf({ record }: GroupEntry): LogSubject {
  return { kind: 'group', id: record.id, name: record.displayName }
}

async function findGroup(context: CycleContext, entry: GroupEntry): Promise<JsonObject | undefined> {
  const found = await context.target.find({
    action: 'match',
    subject: subjectOf(entry),
    path: '/Groups',
    query: ['excludedAttributes=members', filterQuery('displayName', entry.record.displayName)],
    dialect: context.dialect,
  })
  if (found.length > 1)
    throw new TargetRefusal(`The target has ${found.length} groups named '${entry.record.displayName}'.`, 200)
  return found[0]
}

async function sendGroupChanges(
  context: CycleContext,
  entry: GroupEntry,
  targetId: string,
  resource: JsonObject,
): Promise<void> {
  const changes = changesBetween(resource, groupValues(entry.record))
  if (changes.length === 0) {
    context.counts.unchanged++
    return
  }
  await context.target.call({
    action: 'update',
    subject: subjectOf(entry),
    method: 'PATCH',
    path: `/Groups/${encodeURIComponent(targetId)}`,
    body: attributePatch(context.dialect, changes),
    dialect: context.dialect,
  })
  context.counts.updated++
}

function remember({ state }: CycleContext, entry: GroupEntry, targetId: string): GroupLink {
  const link: GroupLink = { targetId, members: new Map(), waiting: new Set() }
  state.groups.set(entry.record.id, link)
  return link
}

async function adopt(context: CycleContext, entry: GroupEntry, resource: JsonObject): Promise<GroupLink> {
  const link = remember(context, entry, idOf(resource))
  context.counts.matched++
  await sendGroupChanges(context, entry, link.targetId, resource)
  return link
}

/** Created empty, or found by name. */
async function matchOrCreate(context: CycleContext, entry: GroupEntry): Promise<GroupLink> {
  const found = await findGroup(context, entry)
  if (found !== undefined) return adopt(context, entry, found)
  const reply = await context.target.call({
    action: 'create',
    subject: subjectOf(entry),
    method: 'POST',
    path: '/Groups',
    body: newGroupBody(entry.record),
    dialect: context.dialect,
    accept: [409],
  })
  if (reply.status !== 409) {
    context.counts.created++
    return remember(context, entry, idOf(reply.json))
  }
  const owner = await findGroup(context, entry)
  if (owner !== undefined) return adopt(context, entry, owner)
  throw new TargetRefusal('The target answered 409, and finds no group of that name.', 409)
}

/** False when the target no longer has the group. */
async function refresh(context: CycleContext, entry: GroupEntry, link: GroupLink): Promise<boolean> {
  const { status, json } = await context.target.call({
    action: 'read',
    subject: subjectOf(entry),
    method: 'GET',
    path: `/Groups/${encodeURIComponent(link.targetId)}`,
    query: ['excludedAttributes=members'],
    dialect: context.dialect,
    accept: [404],
  })
  if (status === 404) return false
  await sendGroupChanges(context, entry, link.targetId, isJsonObject(json) ? json : {})
  return true
}

async function remove(context: CycleContext, entry: GroupEntry, link: GroupLink): Promise<void> {
  await context.target.call({
    action: 'delete',
    subject: subjectOf(entry),
    method: 'DELETE',
    path: `/Groups/${encodeURIComponent(link.targetId)}`,
    dialect: context.dialect,
    accept: [404],
  })
  context.state.groups.delete(entry.record.id)
  context.counts.deleted++
}

/** Brings one group and its direct members over; groups inside it are left out. Throws what the target refused. */
export async function provisionGroup(context: CycleContext, id: string, news: GroupNews): Promise<void> {
  const entry = context.tenant.store.groups.entry(id)
  if (entry === undefined) return
  const { groups } = context.state
  const known = groups.get(entry.record.id)
  if (entry.presence !== 'live') return known === undefined ? undefined : remove(context, entry, known)
  if (!isGroupInScope(context, entry.record.id)) {
    if (groups.delete(entry.record.id)) logSkip(context, subjectOf(entry), 'Not in scope any more.')
    return
  }
  if (known !== undefined && (!news.isItself || (await refresh(context, entry, known))))
    return sendMembers(context, entry, known, news.members)
  groups.delete(entry.record.id)
  const link = await matchOrCreate(context, entry)
  return sendMembers(context, entry, link, news.isPartial === true ? news.members : undefined)
}
