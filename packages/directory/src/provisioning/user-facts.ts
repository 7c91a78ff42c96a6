import type { NewEvent, PushedPerson } from '@rollcall/db'
import { PROFILE_FIELDS, type ProfileField, type ScimOutcome } from '@rollcall/vocabulary'
import { toDirectoryProfile } from '../matching/directory-profile.ts'
import type { StatePart, Verdict } from '../matching/reconcile-user.ts'
import type { ScimCall } from './provider-call.ts'

export interface FieldChange {
  readonly field: ProfileField
  readonly before: string | null
  readonly after: string | null
}

/** What became of a person here because of a request. */
export interface Settled {
  readonly outcome: ScimOutcome
  readonly userId: string | null
  readonly why: string | null
  readonly fields: readonly FieldChange[]
}

/** What a verdict about someone who is linked, or gets linked, comes to. */
export function toSettled(verdict: Verdict, otherwise: ScimOutcome): Settled {
  switch (verdict.kind) {
    case 'update':
    case 'disable':
    case 'deactivate':
    case 'reactivate':
    case 'leave':
      return {
        outcome: verdict.after.linked ? 'linked' : OUTCOMES[verdict.kind],
        userId: verdict.user.id,
        why: verdict.reason,
        fields: toFields(verdict.before, verdict.after),
      }
    case 'unchanged':
      return { outcome: otherwise, userId: verdict.user.id, why: whyUnchanged(verdict.user), fields: [] }
    default:
      return { outcome: otherwise, userId: null, why: null, fields: [] }
  }
}

const OUTCOMES = {
  update: 'updated',
  disable: 'disabled',
  deactivate: 'deactivated',
  reactivate: 'reactivated',
  leave: 'left',
} as const

function whyUnchanged({ registered }: { registered: boolean }): string {
  return registered
    ? 'Stored. Nothing changed here; the profile of someone who has claimed the account follows only where the connection says so.'
    : 'Stored. Nothing about the person here depends on it.'
}

function toFields(before: StatePart, after: StatePart): FieldChange[] {
  return PROFILE_FIELDS.flatMap((field) =>
    field in after.profile
      ? [{ field, before: before.profile[field] ?? null, after: after.profile[field] ?? null }]
      : [],
  )
}

/** The fact that a request about a User was received, and what it led to. */
export function toUserEvent(
  { ctx, rules, requestId }: Pick<ScimCall<unknown>, 'ctx' | 'rules' | 'requestId'>,
  person: PushedPerson,
  changed: readonly string[],
  { outcome, userId, why, fields }: Settled,
): NewEvent {
  return {
    type: 'scim.user.received',
    actor: ctx.actor,
    connectionId: rules.connectionId,
    userId: userId ?? undefined,
    data: {
      connection: rules.displayName,
      person: toDirectoryProfile(person.mirror.user).name ?? person.id,
      resourceId: person.id,
      outcome,
      requestId,
      changed: [...changed],
      ...(why !== null && { why }),
      ...(fields.length > 0 && { fields: fields.map((field) => ({ ...field })) }),
    },
  }
}
