import { Button, Group, Stack } from '@mantine/core'
import { EmptyState, Panel, TableSkeleton } from '@rollcall/ui'
import type { ConflictStatus, ConnectionId } from '@rollcall/vocabulary'
import { useInfiniteQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { ConflictCard } from './conflict-card.tsx'

export interface ConflictListProps {
  status: ConflictStatus
  connectionId?: ConnectionId | undefined
  empty: ReactNode
}

/** Conflicts one below the other, ready to be decided. */
export function ConflictList({ status, connectionId, empty }: ConflictListProps) {
  const trpc = useTRPC()
  const query = useInfiniteQuery(
    trpc.conflicts.list.infiniteQueryOptions(
      { status, connectionId, limit: 20 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  )
  if (query.isPending) {
    return (
      <Panel flush>
        <TableSkeleton rows={5} columns={2} />
      </Panel>
    )
  }
  if (!query.data) {
    return (
      <ProblemState
        error={query.error}
        title="The conflicts could not be loaded"
        onRetry={() => void query.refetch()}
      />
    )
  }
  const conflicts = query.data.pages.flatMap((page) => page.items)
  if (conflicts.length === 0) return empty
  return (
    <Stack gap="md">
      {conflicts.map((conflict) => (
        <ConflictCard key={`${conflict.id} ${conflict.status}`} conflict={conflict} />
      ))}
      {query.hasNextPage ? (
        <Group justify="center">
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show more conflicts
          </Button>
        </Group>
      ) : null}
    </Stack>
  )
}

/** Nobody is waiting for a decision. */
export function NoOpenConflicts() {
  return (
    <EmptyState
      icon={CircleCheck}
      title="Nobody needs your decision"
      text="When a directory person matches a registered person, or several people, they wait here instead of being taken over silently."
    />
  )
}
