import { Button, Group, Pill, Stack, Text } from '@mantine/core'
import {
  DataTable,
  EmptyState,
  FilterSelect,
  Page,
  PageHeader,
  Panel,
  RelativeTime,
  UiLink,
  type DataColumn,
} from '@rollcall/ui'
import { eventType, type EventView } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { ArrowUp, History } from 'lucide-react'
import { countOf } from '../../lib/format.ts'
import { usePageTitle } from '../../lib/page-title.ts'
import { useMay } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { ShowMore } from '../../shell/show-more.tsx'
import type { EventSearch } from './event-search.ts'
import { toEventLinks, toTypeOptions } from './event-words.ts'
import { useEventLog } from './use-event-log.ts'

export interface EventsPageProps {
  search: EventSearch
  onSearch: (search: EventSearch) => void
}

/** Everything that happened, newest first. */
export function EventsPage({ search, onSearch }: EventsPageProps) {
  usePageTitle('Event log')
  return (
    <Page width="wide">
      <PageHeader
        title="Event log"
        description="Who did what, and when. Nothing here can be changed or removed."
      />
      <Panel flush>
        <EventFilters search={search} onSearch={onSearch} />
        <EventLog key={JSON.stringify(search)} search={search} onSearch={onSearch} />
      </Panel>
    </Page>
  )
}

const COLUMNS: readonly DataColumn<EventView>[] = [
  { id: 'when', header: 'When', width: 130, cell: (event) => <RelativeTime value={event.at} /> },
  { id: 'text', header: 'What happened', wrap: true, cell: (event) => event.text },
  { id: 'actor', header: 'By', width: 170, hideBelow: 'md', cell: (event) => event.actor.name },
  { id: 'links', header: 'Look at', width: 170, cell: (event) => <EventLinks event={event} /> },
]

function EventLog({ search, onSearch }: EventsPageProps) {
  const { query, events, waiting, reveal } = useEventLog(search)
  if (query.isError && !query.data) {
    return (
      <ProblemState
        error={query.error}
        title="The events could not be loaded"
        onRetry={() => void query.refetch()}
      />
    )
  }
  return (
    <>
      <div aria-live="polite">
        {waiting > 0 ? (
          <Group justify="center" pb="md">
            <Button size="xs" radius="xl" leftSection={<ArrowUp size={14} aria-hidden />} onClick={reveal}>
              {`Show ${countOf(waiting, 'new event', 'new events')}`}
            </Button>
          </Group>
        ) : null}
      </div>
      <DataTable
        caption="Events, newest first"
        columns={COLUMNS}
        rows={events}
        rowKey={(event) => String(event.id)}
        density="compact"
        loading={query.isPending}
        empty={<NoEvents search={search} onSearch={onSearch} />}
        renderMobile={(event) => <MobileEvent event={event} />}
      />
      <ShowMore query={query} label="Show older events" />
    </>
  )
}

function EventLinks({ event }: { event: EventView }) {
  return (
    <Group gap="sm">
      {toEventLinks(event).map((link) => (
        <UiLink
          key={link.href}
          href={link.href}
          className="ui-link"
          aria-label={`${link.label}: ${event.text}`}
        >
          {link.label}
        </UiLink>
      ))}
    </Group>
  )
}

function MobileEvent({ event }: { event: EventView }) {
  return (
    <Stack gap={4}>
      <Text size="sm">{event.text}</Text>
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          <RelativeTime value={event.at} /> · {event.actor.name}
        </Text>
        <EventLinks event={event} />
      </Group>
    </Stack>
  )
}

function EventFilters({ search, onSearch }: EventsPageProps) {
  const trpc = useTRPC()
  const mayRead = useMay('connections.read')
  const connections = useQuery({ ...trpc.connections.list.queryOptions(), enabled: mayRead })
  return (
    <Group gap="xs" p="md">
      <FilterSelect
        label="Kind of event"
        anyLabel="Every kind"
        width={260}
        value={search.type ?? null}
        onChange={(type) => onSearch({ ...search, type: eventType.safeParse(type).data })}
        options={toTypeOptions()}
      />
      {mayRead ? (
        <FilterSelect
          label="Connection"
          width={220}
          value={search.connectionId ?? null}
          onChange={(id) => onSearch({ ...search, connectionId: id ?? undefined })}
          options={(connections.data ?? []).map((one) => ({ value: one.id, label: one.displayName }))}
        />
      ) : null}
      {search.runId ? (
        <RemovableFilter label="One sync run" onRemove={() => onSearch({ ...search, runId: undefined })} />
      ) : null}
      {search.userId ? (
        <RemovableFilter label="One person" onRemove={() => onSearch({ ...search, userId: undefined })} />
      ) : null}
    </Group>
  )
}

/** A filter that came with the address and has no field of its own. */
function RemovableFilter({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <Pill
      size="lg"
      withRemoveButton
      onRemove={onRemove}
      removeButtonProps={{ 'aria-label': `Remove the filter: ${label}`, tabIndex: 0, 'aria-hidden': false }}
    >
      {label}
    </Pill>
  )
}

function NoEvents({ search, onSearch }: EventsPageProps) {
  const filtered = Object.values(search).some((value) => value !== undefined)
  return (
    <EmptyState
      icon={History}
      title={filtered ? 'No event matches' : 'Nothing has happened yet'}
      text={filtered ? undefined : 'Sign-ins, edits, syncs and settings appear here as they happen.'}
      action={
        filtered ? (
          <Button variant="default" onClick={() => onSearch({})}>
            Show every event
          </Button>
        ) : null
      }
    />
  )
}
