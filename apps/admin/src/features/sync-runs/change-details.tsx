import { Stack, Text } from '@mantine/core'
import { DiffChips, FieldDiff } from '@rollcall/ui'
import { PROFILE_FIELDS, PROFILE_LABELS, type ChangeView } from '@rollcall/vocabulary'

/** What one change does, field by field, with the realms gained and lost. */
export function ChangeDetails({ change }: { change: ChangeView }) {
  const fields = PROFILE_FIELDS.filter(
    (field) => change.before.profile[field] !== change.after.profile[field],
  )
  const gained = change.realmsGained.map((realm) => realm.realmName)
  const lost = change.realmsLost.map((realm) => realm.realmName)
  return (
    <Stack gap={4}>
      {change.kind === 'create' ? (
        <CreatedFields change={change} />
      ) : (
        fields.map((field) => (
          <FieldDiff
            key={field}
            label={PROFILE_LABELS[field]}
            before={change.before.profile[field]}
            after={change.after.profile[field]}
          />
        ))
      )}
      {change.before.status && change.after.status && change.before.status !== change.after.status ? (
        <FieldDiff
          label="Status"
          before={STATUS_WORDS[change.before.status]}
          after={STATUS_WORDS[change.after.status]}
        />
      ) : null}
      {gained.length + lost.length > 0 ? <DiffChips added={gained} removed={lost} /> : null}
    </Stack>
  )
}

const STATUS_WORDS = { active: 'Active', disabled: 'Disabled' } as const

/** A new person has no before, so the values alone say more than a row of empty ones. */
function CreatedFields({ change }: { change: ChangeView }) {
  const { profile, status } = change.after
  const facts = [profile.jobTitle, profile.department].filter(Boolean)
  if (status === 'disabled') facts.push('disabled, as in the directory')
  if (facts.length === 0) return null
  return <Text size="sm">{facts.join(' · ')}</Text>
}
