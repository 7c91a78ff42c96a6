import { Group, Text } from '@mantine/core'
import { formatCount } from '@rollcall/ui'
import { ShowMore, type ShowMoreProps } from '../../shell/show-more.tsx'

export interface ListFootProps extends ShowMoreProps {
  shown: number
  /** Undefined until the first page is there. */
  total: number | undefined
}

/** How much of a list is shown, and the way to more of it. */
export function ListFoot({ query, label, shown, total }: ListFootProps) {
  if (total === undefined || shown === 0) return null
  return (
    <Group justify="center" gap={0}>
      <Text size="sm" c="dimmed" p="md" className="ui-tabular">
        {shown >= total ? `${formatCount(shown)} in all` : `${formatCount(shown)} of ${formatCount(total)}`}
      </Text>
      <ShowMore query={query} label={label} />
    </Group>
  )
}
