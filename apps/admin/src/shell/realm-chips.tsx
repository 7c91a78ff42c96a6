import { Badge, Group } from '@mantine/core'
import { UiLink } from '@rollcall/ui'
import type { RealmRef } from '@rollcall/vocabulary'

/** Realms as coloured chips that lead to the realm; what does not fit is counted and named on hover. */
export function RealmChips({ realms, max = 2 }: { realms: readonly RealmRef[]; max?: number }) {
  const shown = realms.slice(0, max)
  const rest = realms.slice(max)
  return (
    <Group gap={4} wrap="nowrap">
      {shown.map((realm) => (
        <Badge
          key={realm.id}
          color={realm.color}
          component={UiLink}
          href={`/realms/${realm.id}`}
          style={{ cursor: 'pointer', minWidth: 0 }}
          title={realm.name}
        >
          {realm.name}
        </Badge>
      ))}
      {rest.length > 0 ? (
        <Badge color="gray" title={rest.map((realm) => realm.name).join(', ')}>
          {`+${rest.length}`}
        </Badge>
      ) : null}
    </Group>
  )
}
