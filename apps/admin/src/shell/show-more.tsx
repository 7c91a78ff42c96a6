import { Button, Group } from '@mantine/core'

export interface ShowMoreProps {
  /** A list that is fetched page by page. */
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
  /** What comes, as the words of the button. */
  label: string
}

/** The foot of a list that grows on demand; nothing once everything is shown. */
export function ShowMore({ query, label }: ShowMoreProps) {
  if (!query.hasNextPage) return null
  return (
    <Group justify="center" p="md">
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {label}
      </Button>
    </Group>
  )
}
