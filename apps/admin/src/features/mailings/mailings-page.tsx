import { Group, Stack, Text } from '@mantine/core'
import {
  DataTable,
  EmptyState,
  LinkButton,
  Page,
  PageHeader,
  Panel,
  RelativeTime,
  type DataColumn,
} from '@rollcall/ui'
import type { MailingView } from '@rollcall/vocabulary'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { usePageTitle } from '../../lib/page-title.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { ShowMore } from '../../shell/show-more.tsx'
import { MailingBadge } from './mailing-badge.tsx'
import { isSending, toMailingSummary, toMailingTitle } from './mailing-words.ts'

const COLUMNS: readonly DataColumn<MailingView>[] = [
  {
    id: 'title',
    header: 'Sending',
    width: 250,
    cell: (mailing) => <span style={{ fontWeight: 500 }}>{toMailingTitle(mailing)}</span>,
  },
  { id: 'status', header: 'Status', width: 210, cell: (mailing) => <MailingBadge mailing={mailing} /> },
  { id: 'result', header: 'Result', wrap: true, cell: (mailing) => toMailingSummary(mailing) },
  { id: 'by', header: 'Started by', width: 170, hideBelow: 'md', cell: (mailing) => mailing.startedBy },
  { id: 'when', header: 'When', width: 130, cell: (mailing) => <RelativeTime value={mailing.createdAt} /> },
]

const SENDING_MS = 3000

/** Every sending of claim links to several people, newest first. */
export function MailingsPage() {
  usePageTitle('Sent claim links')
  const trpc = useTRPC()
  const query = useInfiniteQuery({
    ...trpc.mailings.list.infiniteQueryOptions(
      { limit: 50 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some(isSending)) ? SENDING_MS : false,
  })
  const mailings = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page width="wide">
      <PageHeader
        breadcrumbs={[{ label: 'Users', href: '/users?tab=unclaimed' }, { label: 'Sent claim links' }]}
        title="Sent claim links"
        description="Each time claim links were sent to several people at once. What a single person was sent is on their own page."
      />
      <Panel flush>
        {query.isError && !query.data ? (
          <ProblemState
            error={query.error}
            title="The sendings could not be loaded"
            onRetry={() => void query.refetch()}
          />
        ) : (
          <DataTable
            caption="Sendings of claim links, newest first"
            columns={COLUMNS}
            rows={mailings}
            rowKey={(mailing) => mailing.id}
            rowHref={(mailing) => `/mailings/${mailing.id}`}
            loading={query.isPending}
            loadingRows={5}
            empty={<NoMailings />}
            renderMobile={(mailing) => <MobileMailing mailing={mailing} />}
          />
        )}
        <ShowMore query={query} label="Show older ones" />
      </Panel>
    </Page>
  )
}

function MobileMailing({ mailing }: { mailing: MailingView }) {
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="xs">
        <Text fw={500} size="sm">
          {toMailingTitle(mailing)}
        </Text>
        <MailingBadge mailing={mailing} />
      </Group>
      <Text size="sm">{toMailingSummary(mailing)}</Text>
      <Text size="xs" c="dimmed">
        {mailing.startedBy} · <RelativeTime value={mailing.createdAt} />
      </Text>
    </Stack>
  )
}

function NoMailings() {
  return (
    <EmptyState
      icon={Send}
      title="No claim links were sent yet"
      text="Select unclaimed people, or filter the list, and send everyone a link they claim their account with."
      action={<LinkButton href="/users?tab=unclaimed">Choose unclaimed people</LinkButton>}
    />
  )
}
