import { Badge, Group, Stack, Text } from '@mantine/core'
import { StatusBadge } from '@rollcall/ui'
import type { WhyGroup } from '@rollcall/vocabulary'

/** The groups someone is in, directly or through others, with the way that leads there. */
export function GroupPaths({ groups }: { groups: readonly WhyGroup[] }) {
  if (groups.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        In none of the groups that are known here.
      </Text>
    )
  }
  return (
    <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }} aria-label="Groups">
      {groups.map((group) => (
        <Group component="li" key={group.id} gap={6}>
          <Path group={group} />
          {group.selected && group.counts ? (
            <StatusBadge tone="info">Read by this connection</StatusBadge>
          ) : null}
          {group.counts ? null : (
            <Text size="xs" c="dimmed">
              Nested groups do not count for this connection
            </Text>
          )}
        </Group>
      ))}
    </Stack>
  )
}

function Path({ group }: { group: WhyGroup }) {
  return group.path.map((step, index) => (
    <Group key={step.id} gap={6} component="span">
      {index > 0 ? (
        <Text size="xs" c="dimmed" component="span">
          inside
        </Text>
      ) : null}
      <Badge color="gray">{step.name}</Badge>
    </Group>
  ))
}
