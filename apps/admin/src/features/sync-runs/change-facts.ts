import { PROFILE_FIELDS, PROFILE_LABELS, type ChangeView } from '@rollcall/vocabulary'

export interface FieldChange {
  readonly label: string
  readonly before: string | null
  readonly after: string | null
}

const STATUS_WORDS = { active: 'Active', disabled: 'Disabled' } as const

/** What a change does, field by field: profile first, then access. */
export function toFieldChanges({ before, after }: Pick<ChangeView, 'before' | 'after'>): FieldChange[] {
  const fields: FieldChange[] = PROFILE_FIELDS.filter(
    (field) => (before.profile[field] ?? null) !== (after.profile[field] ?? null),
  ).map((field) => ({
    label: PROFILE_LABELS[field],
    before: before.profile[field] ?? null,
    after: after.profile[field] ?? null,
  }))
  if (after.status && before.status !== after.status) {
    fields.push({
      label: 'Status',
      before: before.status ? STATUS_WORDS[before.status] : null,
      after: STATUS_WORDS[after.status],
    })
  }
  return fields
}

/** A new person has no before, so a few values alone say more than a row of empty ones. */
export function toCreatedFacts({ after }: Pick<ChangeView, 'after'>): string {
  const facts = [after.profile.jobTitle, after.profile.department].filter(Boolean)
  if (after.status === 'disabled') facts.push('disabled, as in the directory')
  return facts.join(' \u00b7 ')
}

/** One line for a phone: what happens, in as few words as it takes. */
export function toShortSummary(change: ChangeView): string {
  if (change.error) return change.error.message
  const parts = change.kind === 'create' ? [toCreatedFacts(change)] : toFieldChanges(change).map(toShortField)
  for (const realm of change.realmsGained) parts.push(`+ ${realm.realmName}`)
  for (const realm of change.realmsLost) parts.push(`\u2212 ${realm.realmName}`)
  return parts.filter((part) => part !== '').join(', ') || change.reason
}

function toShortField({ label, before, after }: FieldChange): string {
  return `${label}: ${before ?? 'empty'} \u2192 ${after ?? 'empty'}`
}
