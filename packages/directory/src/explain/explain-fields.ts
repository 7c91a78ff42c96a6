import type { ExplainedIdentityRow, LatestChangeRow, LatestPushRow } from '@rollcall/db'
import { PROFILE_FIELDS, type ProfileField, type userWhyView } from '@rollcall/vocabulary'
import type * as z from 'zod'
import { toDirectoryProfile } from '../matching/directory-profile.ts'
import { toMirroredFields } from '../provisioning/mirrored-fields.ts'
import { isAfter, runParts, type UserFacts } from './explain-account.ts'
import { laterOf, pusherOf, pushParts } from './push-facts.ts'
import { by, say, type Statement } from './statement.ts'

type FieldWhy = z.input<typeof userWhyView>['fields'][number]

/** Where the present value of each profile field comes from, and why it is not the directory's when it is not. */
export function explainFields(facts: UserFacts): FieldWhy[] {
  const record = facts.identities.find((identity) => identity.leftAt === null)
  return PROFILE_FIELDS.map((field) => ({
    field,
    value: facts.user[field],
    why: explainField(facts, field),
    directory: record ? explainDifference(facts, field, record) : null,
  }))
}

function explainField({ user, changes, events, pushes }: UserFacts, field: ProfileField): Statement {
  const edit = events.get(`user.updated ${field}`)
  const made = user[field] === null ? undefined : pushes.get('created')
  const { change, push } = laterOf(changes.get(`field:${field}`), pushes.get(`field:${field}`) ?? made)
  if (user.editedFields.includes(field)) {
    const text = `Edited here${by(edit?.actor)}. Syncs leave it alone.`
    return say('edited_here', text, { at: edit?.at ?? null, actor: edit?.actor ?? null })
  }
  if (edit && isAfter(edit.at, change?.at ?? push?.at)) {
    const released = change !== undefined || push !== undefined
    const text = released ? `Set to the directory’s value${by(edit.actor)}.` : `Set here${by(edit.actor)}.`
    return say(released ? 'released' : 'edited_here', text, edit)
  }
  if (change) return explainRun(change)
  if (push) return explainPush(push)
  if (user[field] === null) return say('empty', 'Empty: no directory and nobody here has set it.')
  return say('initial', 'Has been so since the account was made.', { at: user.createdAt })
}

function explainRun(change: LatestChangeRow): Statement {
  if (change.mode === 'undo') return say('set_by_undo', 'Set back when a sync was undone.', runParts(change))
  const text =
    change.kind === 'create'
      ? `Came from ${change.connectionName} when a sync made the account.`
      : `Changed in ${change.connectionName}, and set by a sync.`
  return say('set_by_sync', text, runParts(change))
}

function explainPush(push: LatestPushRow): Statement {
  const text =
    push.outcome === 'created'
      ? `Came from ${pusherOf(push)} when provisioning made the account.`
      : `Set by provisioning by ${pusherOf(push)}.`
  return say('set_by_push', text, pushParts(push))
}

function explainDifference(
  { user }: UserFacts,
  field: ProfileField,
  record: ExplainedIdentityRow,
): FieldWhy['directory'] {
  const value = toDirectoryProfile(record)[field]
  if (value === user[field] || !isFilled(record, field)) return null
  const says =
    value === null ? `${record.connectionName} has no value` : `${record.connectionName} says ${value}`
  if (user.editedFields.includes(field)) return { value, text: `${says}. The edit here counts.` }
  if (user.registeredAt !== null && !record.refreshClaimed) {
    return { value, text: `${says}. The account is claimed, so its profile is left as it is.` }
  }
  return { value, text: `${says}. The next sync takes it over.` }
}

/** A field that nothing of a client fills is left to people here, whatever the two hold. */
function isFilled({ connectionKind, scimMirroring }: ExplainedIdentityRow, field: ProfileField): boolean {
  return toMirroredFields({ kind: connectionKind, scimMirroring })?.includes(field) ?? true
}
