import { Drawer, Group, Stack } from '@mantine/core'
import type { ChangeView } from '@rollcall/vocabulary'
import { ChangeBadges } from './change-badges.tsx'
import { ChangeCheck } from './change-check.tsx'
import { ChangeDetails } from './change-details.tsx'
import { ChangePerson } from './change-person.tsx'
import { isLeavable } from './leave-out.ts'
import type { LeaveOutChoice } from './use-leave-out.ts'

export interface ChangeDrawerProps {
  /** Null while no change is open. */
  change: ChangeView | null
  choice: LeaveOutChoice | null
  onClose: () => void
}

/** One change in full, beside the list it was opened from. */
export function ChangeDrawer({ change, choice, onClose }: ChangeDrawerProps) {
  return (
    <Drawer
      opened={change !== null}
      onClose={onClose}
      position="right"
      size={480}
      title={change ? `Change of ${change.name}` : ''}
    >
      {change ? (
        <Stack gap="lg">
          <Group justify="space-between" gap="sm">
            <ChangePerson change={change} />
            <Group gap="xs">
              <ChangeBadges change={change} />
            </Group>
          </Group>
          {choice && isLeavable(change) ? (
            <Group gap="xs" component="label" fz={14}>
              <ChangeCheck change={change} choice={choice} />
              Apply this change
            </Group>
          ) : null}
          <ChangeDetails change={change} />
        </Stack>
      ) : null}
    </Drawer>
  )
}
