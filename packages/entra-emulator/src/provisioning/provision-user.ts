import type { JsonObject } from '../json-value.ts'
import { isJsonObject } from '../json-value.ts'
import { mapPerson } from './attribute-mapping.ts'
import type { MappedValue } from './attribute-mapping.ts'
import { judgePerson, logSkip } from './cycle-context.ts'
import type { CycleContext, JudgedPerson } from './cycle-context.ts'
import type { UserLink } from './job-state.ts'
import type { LogAction } from './provisioning-log.ts'
import { attributePatch } from './patch-body.ts'
import { filterQuery, idOf, TargetRefusal } from './scim-target.ts'
import { readTarget } from './target-path.ts'
import { changesBetween, newUserBody } from './wire-resource.ts'
import type { AttributeChange } from './wire-resource.ts'

function valuesFor({ settings }: CycleContext, { user, isSoftDeleted }: JudgedPerson): MappedValue[] {
  return mapPerson(settings.mapping, { user, isSoftDeleted })
}

function isActiveIn(resource: JsonObject): boolean {
  const active = resource['active']
  return typeof active === 'string' ? active.toLowerCase() !== 'false' : active !== false
}

/** The target's manager path, when the mapping has one. */
export function managerTarget({ settings }: CycleContext): string | undefined {
  return settings.mapping.find(({ source }) => source === 'manager')?.target
}

function managerIn(context: CycleContext, resource: JsonObject): string | undefined {
  const path = managerTarget(context)
  const there = path === undefined ? undefined : readTarget(resource, path)
  const id = isJsonObject(there) ? there['value'] : there
  return typeof id === 'string' && id !== '' ? id : undefined
}

function linkTo(context: CycleContext, person: JudgedPerson, resource: JsonObject): UserLink {
  const managerId = managerIn(context, resource)
  const link: UserLink = {
    targetId: idOf(resource),
    isActive: isActiveIn(resource),
    ...(managerId === undefined ? {} : { managerId }),
  }
  context.state.users.set(person.user.id, link)
  return link
}

function actionFor(changes: readonly AttributeChange[]): LogAction {
  const active = changes.find(({ target }) => target === 'active')
  if (active === undefined) return 'update'
  return active.value === false ? 'disable' : 'enable'
}

function countChange({ counts }: CycleContext, action: LogAction): void {
  if (action === 'disable') counts.disabled++
  else if (action === 'enable') counts.enabled++
  else counts.updated++
}

/** Sends what differs from the target's own copy; nothing when nothing does. */
async function sendChanges(
  context: CycleContext,
  person: JudgedPerson,
  link: UserLink,
  changes: readonly AttributeChange[],
): Promise<void> {
  if (changes.length === 0) {
    context.counts.unchanged++
    return
  }
  const action = actionFor(changes)
  await context.target.call({
    action,
    subject: person.subject,
    method: 'PATCH',
    path: `/Users/${encodeURIComponent(link.targetId)}`,
    body: attributePatch(context.dialect, changes),
    dialect: context.dialect,
  })
  const active = changes.find(({ target }) => target === 'active')
  if (active !== undefined) link.isActive = active.value === true
  countChange(context, action)
}

async function findPerson(context: CycleContext, person: JudgedPerson): Promise<JsonObject | undefined> {
  const { matchingAttribute } = context.settings
  const wanted = valuesFor(context, person).find(({ target }) => target === matchingAttribute)
  if (wanted === undefined)
    throw new TargetRefusal(
      `${person.subject.name} has no value for '${matchingAttribute}', which finds people.`,
      0,
    )
  const found = await context.target.find({
    action: 'match',
    subject: person.subject,
    path: '/Users',
    query: [filterQuery(matchingAttribute, String(wanted.value))],
    dialect: context.dialect,
  })
  if (found.length > 1)
    throw new TargetRefusal(
      `The target has ${found.length} people for ${matchingAttribute} '${wanted.value}'.`,
      200,
    )
  return found[0]
}

async function adopt(context: CycleContext, person: JudgedPerson, resource: JsonObject): Promise<void> {
  const link = linkTo(context, person, resource)
  context.counts.matched++
  await sendChanges(context, person, link, changesBetween(resource, valuesFor(context, person)))
}

/** Searches first; creates when nobody is there; searches once more when the target says that somebody is. */
async function matchOrCreate(context: CycleContext, person: JudgedPerson): Promise<void> {
  const found = await findPerson(context, person)
  if (found !== undefined) return adopt(context, person, found)
  const reply = await context.target.call({
    action: 'create',
    subject: person.subject,
    method: 'POST',
    path: '/Users',
    body: newUserBody(valuesFor(context, person)),
    dialect: context.dialect,
    accept: [409],
  })
  if (reply.status !== 409) {
    linkTo(context, person, { ...(isJsonObject(reply.json) ? reply.json : {}), active: true })
    context.counts.created++
    return
  }
  const owner = await findPerson(context, person)
  if (owner !== undefined) return adopt(context, person, owner)
  const detail = isJsonObject(reply.json) ? reply.json['detail'] : undefined
  throw new TargetRefusal(
    typeof detail === 'string' ? detail : 'The target answered 409, and finds nobody.',
    409,
  )
}

async function remove(context: CycleContext, person: JudgedPerson, link: UserLink): Promise<void> {
  await context.target.call({
    action: 'delete',
    subject: person.subject,
    method: 'DELETE',
    path: `/Users/${encodeURIComponent(link.targetId)}`,
    dialect: context.dialect,
    accept: [404],
  })
  context.state.dropUser(person.user.id, false)
  context.counts.deleted++
}

/** Out of scope: disabled once, and from then on no business of ours, not even when deleted. */
async function release(context: CycleContext, person: JudgedPerson, link: UserLink): Promise<void> {
  const { settings, state } = context
  if (settings.skipOutOfScopeDeletions) {
    logSkip(context, person.subject, 'Out of scope; the settings say to leave such people as they are.')
  } else {
    const values = valuesFor(context, person).filter(({ target }) => target === 'active')
    const changes = changesBetween({ active: link.isActive }, values)
    await sendChanges(context, person, link, changes)
  }
  state.users.delete(person.user.id)
}

/** Compares with the target's copy. One that vanished there is looked for again and, if need be, created again. */
async function refresh(context: CycleContext, person: JudgedPerson, link: UserLink): Promise<void> {
  const { status, json } = await context.target.call({
    action: 'read',
    subject: person.subject,
    method: 'GET',
    path: `/Users/${encodeURIComponent(link.targetId)}`,
    dialect: context.dialect,
    accept: [404],
  })
  if (status === 404) {
    context.state.dropUser(person.user.id, !person.isSoftDeleted)
    return provisionUser(context, person.user.id)
  }
  const resource = isJsonObject(json) ? json : {}
  link.isActive = isActiveIn(resource)
  await sendChanges(context, person, link, changesBetween(resource, valuesFor(context, person)))
}

/** Brings one person of the directory over. Throws what the target refused. */
export async function provisionUser(context: CycleContext, id: string): Promise<void> {
  const person = judgePerson(context, id)
  if (person === undefined) return
  const link = context.state.users.get(person.user.id)
  if (link === undefined) {
    if (!person.isSoftDeleted) return matchOrCreate(context, person)
    const why = person.isInScope ? 'Disabled or deleted, and never provisioned before.' : 'Not in scope.'
    if (person.presence === 'live') logSkip(context, person.subject, why)
    return
  }
  // Who was unassigned first and then deleted is left alone; that link is gone already.
  if (person.presence === 'purged') return remove(context, person, link)
  return person.isInScope ? refresh(context, person, link) : release(context, person, link)
}
