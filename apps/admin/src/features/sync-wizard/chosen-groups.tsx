import { Pill, PillGroup, Text } from '@mantine/core'
import { truncateId } from './truncate-id.ts'
import type { ChosenGroup } from './group-selection.ts'
import type { EntraId } from '@rollcall/vocabulary'

export interface ChosenGroupsProps {
  chosen: readonly ChosenGroup[]
  onRemove: ((id: EntraId) => void) | undefined
}

/** The scope in words: the chosen groups as chips, or everyone. */
export function ChosenGroups({ chosen, onRemove }: ChosenGroupsProps) {
  if (chosen.length === 0) {
    return (
      <Text size="sm">
        <strong>No group selected: everyone in the directory is synced.</strong> Select groups to sync only
        their members.
      </Text>
    )
  }
  return (
    <PillGroup>
      {chosen.map((group) => (
        <Pill
          key={group.id}
          size="md"
          style={{ background: 'var(--ui-neutral-bg)' }}
          withRemoveButton={onRemove !== undefined}
          onRemove={() => onRemove?.(group.id)}
          removeButtonProps={{
            'aria-label': `Remove ${group.name ?? group.id}`,
            tabIndex: 0,
            'aria-hidden': false,
          }}
        >
          {group.name ?? truncateId(group.id)}
        </Pill>
      ))}
    </PillGroup>
  )
}
