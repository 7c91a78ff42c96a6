import { Group, Select, Text } from '@mantine/core'
import { UiLink } from '@rollcall/ui'
import { toSlug, type RealmId, type RealmView } from '@rollcall/vocabulary'
import type { MappingDraft } from './mapping-draft.ts'

export interface RealmChoiceProps {
  draft: MappingDraft
  realms: readonly RealmView[]
  locked: boolean
  /** Another group of this list that would make the same realm. */
  twin: MappingDraft | null
  onRealm: (realmId: RealmId | null) => void
}

/** What follows from the chosen mode: which realm the group's members get. */
export function RealmChoice({ draft, realms, locked, twin, onRealm }: RealmChoiceProps) {
  if (draft.mode === 'none') {
    return (
      <Text size="sm" c="dimmed">
        Its members get no realm from it.
      </Text>
    )
  }
  if (draft.mode === 'create') return <CreatedRealm draft={draft} realms={realms} twin={twin} />
  return (
    <Select
      aria-label={`Realm for ${draft.groupName ?? draft.groupId}`}
      placeholder="Choose a realm"
      searchable
      w={320}
      maw="100%"
      disabled={locked}
      value={draft.realmId}
      onChange={(id) => onRealm(realms.find((realm) => realm.id === id)?.id ?? null)}
      data={realms.map((realm) => ({ value: realm.id, label: realm.name }))}
      nothingFoundMessage="No realm has this name."
      error={draft.realmId === null ? 'Choose the realm this group maps to.' : undefined}
    />
  )
}

function CreatedRealm({ draft, realms, twin }: Pick<RealmChoiceProps, 'draft' | 'realms' | 'twin'>) {
  if (draft.groupName === null) return <Text size="sm">Creates a realm named like the group.</Text>
  const slug = toSlug(draft.groupName)
  const reused = realms.find((realm) => realm.slug === slug)
  if (reused) {
    return (
      <Text size="sm">
        Uses the realm{' '}
        <UiLink href={`/realms/${reused.id}`} className="ui-link" style={{ textDecoration: 'underline' }}>
          {reused.name}
        </UiLink>
        , which already has the address <code className="ui-mono">{slug}</code>.
      </Text>
    )
  }
  return (
    <Group gap={6}>
      <Text size="sm">
        Creates the realm <strong>{draft.groupName}</strong> with the address{' '}
        <code className="ui-mono">{slug}</code>
        {twin ? `, together with the group ${twin.groupName}` : ''}.
      </Text>
    </Group>
  )
}
