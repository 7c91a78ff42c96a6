import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { EmptyState, FieldDiff, Panel, Timeline, UiLink, type TimelineItem } from '@rollcall/ui'
import { PROFILE_LABELS, profileField, type TimelineEntry, type UserId } from '@rollcall/vocabulary'
import { useInfiniteQuery } from '@tanstack/react-query'
import {
  ArrowDownToLine,
  CircleSlash,
  GitFork,
  History,
  Mail,
  Pencil,
  QrCode,
  RefreshCw,
  UserPlus,
  type LucideIcon,
} from 'lucide-react'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'

/** What happened to a person: edits made here and changes made by syncs, newest first. */
export function PersonTimeline({ id }: { id: UserId }) {
  const trpc = useTRPC()
  const query = useInfiniteQuery(
    trpc.users.timeline.infiniteQueryOptions(
      { userId: id, limit: 20 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  )
  const entries = query.data?.pages.flatMap((page) => page.items)
  return (
    <Panel title="History">
      {entries === undefined && query.isError ? (
        <ProblemState
          error={query.error}
          title="The history could not be loaded"
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {query.isPending ? <TimelineSkeleton /> : null}
      {entries?.length === 0 ? (
        <EmptyState
          icon={History}
          title="Nothing has happened yet"
          text="Edits, syncs and requests about this person appear here."
        />
      ) : null}
      {entries && entries.length > 0 ? <Timeline label="History" items={entries.map(toItem)} /> : null}
      {query.hasNextPage ? (
        <Group justify="center" mt="md">
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show older entries
          </Button>
        </Group>
      ) : null}
    </Panel>
  )
}

function toItem(entry: TimelineEntry): TimelineItem {
  return {
    id: entry.id,
    at: entry.at,
    icon: toIcon(entry.type),
    text: entry.text,
    actor: entry.actor,
    detail:
      entry.fields.length > 0 || entry.runId || entry.requestId ? (
        <Stack gap={4}>
          <FieldChanges fields={entry.fields} />
          {entry.runId ? (
            <UiLink href={`/sync-runs/${entry.runId}`} className="ui-link">
              Show the sync run
            </UiLink>
          ) : null}
          {entry.requestId ? (
            <UiLink href={`/provisioning-requests/${entry.requestId}`} className="ui-link">
              Show the request
            </UiLink>
          ) : null}
        </Stack>
      ) : undefined,
  }
}

/** A person who was made has no before: the values in a row say more than a column of empty ones. */
function FieldChanges({ fields }: Pick<TimelineEntry, 'fields'>) {
  if (fields.length > 2 && fields.every((change) => change.before === null)) {
    return (
      <Text size="sm">
        {fields.map((change) => `${toFieldLabel(change.field)}: ${change.after ?? 'empty'}`).join(' · ')}
      </Text>
    )
  }
  return fields.map((change) => (
    <FieldDiff
      key={`${change.field} ${change.before ?? ''} ${change.after ?? ''}`}
      label={toFieldLabel(change.field)}
      before={change.before}
      after={change.after}
    />
  ))
}

function toFieldLabel(field: string): string {
  const known = profileField.safeParse(field)
  if (known.success) return PROFILE_LABELS[known.data]
  return field.charAt(0).toUpperCase() + field.slice(1)
}

function toIcon(type: string): LucideIcon {
  if (/disable|deactivate|delete/.test(type)) return CircleSlash
  if (type.startsWith('scim.')) return ArrowDownToLine
  if (type.startsWith('realm')) return GitFork
  if (type.startsWith('claim.')) return QrCode
  if (/^(email|invitation)\./.test(type)) return Mail
  if (type === 'create' || type.endsWith('.create')) return UserPlus
  if (type.startsWith('user.')) return Pencil
  return RefreshCw
}

function TimelineSkeleton() {
  return (
    <Stack gap="md" aria-busy="true">
      {['70%', '55%', '62%'].map((width) => (
        <Skeleton key={width} height={14} width={width} radius="sm" />
      ))}
    </Stack>
  )
}
