import type { EndedAccess } from '../end-access.ts'
import type { NewEvent } from '../events.ts'
import { gather } from '../gather.ts'
import type { Sql, Statement } from '../sql.ts'
import type { MirrorDifference } from './mirror-difference.ts'
import { inPlaces, itemValues, type Item } from './items.ts'
import {
  toEventItem,
  toPersonItem,
  toResourceItem,
  type PushedPerson,
  type UserProfile,
} from './pushed-person.ts'
import { SANDBOX_TEXT, updateText, type UpdateForm } from './update-scim-user-sql.ts'

/** A stored User with a new document, still in the version it was judged by. */
export interface ScimUserUpdate {
  readonly person: PushedPerson
  readonly rulesVersion: number
  readonly version: number
  readonly difference: MirrorDifference
  readonly event: NewEvent
  readonly at: Date
}

type PlainUpdate = Omit<ScimUserUpdate, 'event' | 'difference'>

export interface PersonUpdate extends ScimUserUpdate {
  readonly user: {
    readonly id: string
    /** `ScimUserPerson.mark` when it was judged. */
    readonly mark: string
    /** Null leaves it. */
    readonly profile: UserProfile | null
    /** Null leaves it. */
    readonly status: 'active' | 'disabled' | null
    readonly left: boolean | null
  }
}

const UPDATE_SANDBOX: Statement = { name: 'scim-update-sandbox-user', text: SANDBOX_TEXT }

/** For a connection that a self-test plays on, which has neither mirror nor events. */
export async function updateSandboxUser(sql: Sql, update: PlainUpdate): Promise<boolean> {
  const item = [toResourceItem(update.person, update.at), toJudged(update)]
  return (await sql(UPDATE_SANDBOX, itemValues([item]))).length === 1
}

/**
 * Writes resource, mirror and event in one statement, which those of the same form that arrive together share; false, and
 * nothing, when anything it was judged by has changed.
 */
export async function updateScimUser(sql: Sql, update: ScimUserUpdate): Promise<boolean> {
  const row = await gatheredFor({ difference: update.difference, user: null })(sql, update)
  return row !== null
}

/**
 * The same together with the person here. Someone who is disabled loses with it everything they could come in by, and
 * counts as a removal. Answers what ended, or null when nothing was written.
 */
export async function updateScimPerson(
  sql: Sql,
  update: PersonUpdate,
): Promise<EndedAccess | 'nothing_ended' | null> {
  const { difference, user } = update
  const form = { difference, user: { status: user.status, profile: user.profile !== null } }
  const row = await gatheredFor(form)(sql, update)
  return row && (row.access ?? 'nothing_ended')
}

interface Updated {
  readonly place: number
  readonly access: EndedAccess | null
}

type Send = (sql: Sql, update: ScimUserUpdate | PersonUpdate) => Promise<Updated | null>

const FORMS = new Map<string, Send>()

function gatheredFor(form: UpdateForm): Send {
  const name = toName(form)
  const known = FORMS.get(name)
  if (known) return known
  const statement = { name, text: updateText(form) }
  const made = gather<ScimUserUpdate | PersonUpdate, Updated | null>({
    keysOf: (update) => ('user' in update ? [update.person.id, update.user.id] : [update.person.id]),
    async send(sql, items) {
      return inPlaces(items, await sql<Updated>(statement, itemValues(items.map(toUpdateItem))))
    },
  })
  FORMS.set(name, made)
  return made
}

function toName({ difference, user }: UpdateForm): string {
  if (!user) return `scim-update-users-${difference}`
  return `scim-update-people-${user.status ?? 'same'}-${user.profile ? 'profile' : 'none'}-${difference}`
}

function toJudged({ rulesVersion, version }: PlainUpdate): object {
  return { rulesVersion, version }
}

/** With the columns that the form of the statement has. */
function toUpdateItem(update: ScimUserUpdate | PersonUpdate): Item {
  const { person, difference, event, at } = update
  return [
    ...(difference === 'all' ? toPersonItem(person, at) : [toResourceItem(person, at)]),
    toJudged(update),
    toEventItem(event),
    ...('user' in update ? [toUserItem(update.user)] : []),
  ]
}

function toUserItem({ id, mark, left, profile }: PersonUpdate['user']): object {
  return { userId: id, mark, left, ...(profile && { profile }) }
}
