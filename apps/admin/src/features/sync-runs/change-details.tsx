import { Stack, Text } from '@mantine/core'
import {
  Callout,
  FieldDiff,
  KeyValueList,
  LinkButton,
  MiddleTruncate,
  RelativeTime,
  UiLink,
} from '@rollcall/ui'
import { PROFILE_FIELDS, PROFILE_LABELS, type ChangeView, type RealmChange } from '@rollcall/vocabulary'
import type { ReactNode } from 'react'
import { toFieldChanges } from './change-facts.ts'
import { UndoChange } from './undo-change.tsx'

/** Everything about one change: why, every field before and after, the realms with the groups that give them. */
export function ChangeDetails({ change }: { change: ChangeView }) {
  return (
    <Stack gap="lg">
      <Part title="Why">
        <Text size="sm">{change.reason}</Text>
        {change.error ? (
          <Callout tone={change.outcome === 'stale' ? 'warning' : 'danger'} title={change.error.message}>
            {change.error.hint}
          </Callout>
        ) : null}
        {change.conflictId ? (
          <LinkButton href="/conflicts" variant="default" size="xs" style={{ alignSelf: 'flex-start' }}>
            Decide this conflict
          </LinkButton>
        ) : null}
      </Part>
      <Fields change={change} />
      <Realms title="Realms gained" realms={change.realmsGained} />
      <Realms title="Realms lost" realms={change.realmsLost} />
      <Part title="Record">
        <KeyValueList
          items={[
            { label: 'Number in the plan', value: String(change.seq) },
            ...(change.entraId
              ? [{ label: 'Directory object ID', value: <MiddleTruncate value={change.entraId} /> }]
              : []),
            { label: 'Applied', value: <RelativeTime value={change.appliedAt} fallback="Not applied" /> },
          ]}
        />
      </Part>
      <UndoChange change={change} />
    </Stack>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={8} component="section">
      <Text component="h3" size="sm" fw={600}>
        {title}
      </Text>
      {children}
    </Stack>
  )
}

function Fields({ change }: { change: ChangeView }) {
  const fields = toFieldChanges(change)
  if (fields.length === 0) return null
  if (change.kind === 'create') {
    const { profile } = change.after
    const given = PROFILE_FIELDS.flatMap((field) =>
      profile[field] ? [{ label: PROFILE_LABELS[field], value: profile[field] }] : [],
    )
    const status = change.after.status === 'disabled' ? 'Disabled, as in the directory' : 'Active'
    return (
      <Part title="New person">
        <KeyValueList items={[...given, { label: 'Status', value: status }]} />
      </Part>
    )
  }
  return (
    <Part title="Before and after">
      {fields.map(({ label, before, after }) => (
        <FieldDiff key={label} label={label} before={before} after={after} />
      ))}
    </Part>
  )
}

function Realms({ title, realms }: { title: string; realms: readonly RealmChange[] }) {
  if (realms.length === 0) return null
  return (
    <Part title={title}>
      <ul style={{ margin: 0, paddingInlineStart: 18, fontSize: '0.875rem' }}>
        {realms.map((realm) => (
          <li key={`${realm.mappingId} ${realm.realmName}`}>
            {realm.realmId ? (
              <UiLink href={`/realms/${realm.realmId}`}>{realm.realmName}</UiLink>
            ) : (
              <b>{realm.realmName}</b>
            )}
            {realm.groupName ? `, by the group ${realm.groupName}` : ''}
          </li>
        ))}
      </ul>
    </Part>
  )
}
