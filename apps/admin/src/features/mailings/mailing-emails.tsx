import { Button, Group, Stack, Text } from '@mantine/core'
import {
  CountTabs,
  DataTable,
  EmptyState,
  PersonCell,
  RelativeTime,
  SearchField,
  type DataColumn,
} from '@rollcall/ui'
import type { MailingEmailView, MailingView } from '@rollcall/vocabulary'
import { Mail } from 'lucide-react'
import { ProblemState } from '../../shell/problem-state.tsx'
import { ShowMore } from '../../shell/show-more.tsx'
import { EmailBadge } from './mailing-badge.tsx'
import type { MailingPageProps } from './mailing-page.tsx'
import { toStatusHref } from './mailing-search.ts'
import { isSending, toRetryAt } from './mailing-words.ts'
import { useEmails } from './use-emails.ts'

export type MailingEmailsProps = Pick<MailingPageProps, 'search' | 'onSearch'> & { mailing: MailingView }

interface Row extends MailingEmailView {
  retryAt: string | null
}

const COLUMNS: readonly DataColumn<Row>[] = [
  { id: 'person', header: 'Person', cell: (email) => <Person email={email} /> },
  { id: 'status', header: 'Status', width: 150, cell: (email) => <EmailBadge status={email.status} /> },
  { id: 'problem', header: 'What happened', wrap: true, cell: (email) => <Happened email={email} /> },
  {
    id: 'sent',
    header: 'Sent',
    width: 130,
    hideBelow: 'md',
    cell: (email) => <RelativeTime value={email.sentAt} fallback="" />,
  },
]

/** Everyone in a mailing with what became of their message, fresh while it is under way. */
export function MailingEmails({ mailing, search, onSearch }: MailingEmailsProps) {
  const query = useEmails(mailing, search)
  const emails = query.data?.pages.flatMap((page) => page.items) ?? []
  const rows = emails.map((email) => ({
    ...email,
    retryAt: toRetryAt(email, isSending(mailing), query.dataUpdatedAt),
  }))
  return (
    <>
      <StatusTabs mailing={mailing} search={search} />
      <Group p="md">
        <SearchField
          label="Search by name or email"
          value={search.search ?? ''}
          onChange={(text) => onSearch({ ...search, search: text || undefined })}
        />
      </Group>
      {query.isError && !query.data ? (
        <ProblemState
          error={query.error}
          title="The messages could not be loaded"
          onRetry={() => void query.refetch()}
        />
      ) : (
        <DataTable
          caption="Messages of this sending"
          columns={COLUMNS}
          rows={rows}
          rowKey={(email) => email.id}
          rowHref={toPersonHref}
          loading={query.isPending}
          empty={<NoEmails search={search} onSearch={onSearch} />}
          renderMobile={(email) => <MobileEmail email={email} />}
        />
      )}
      <ShowMore query={query} label="Show more people" />
    </>
  )
}

function StatusTabs({ mailing, search }: Pick<MailingEmailsProps, 'mailing' | 'search'>) {
  const { total, waiting, sent, failed, skipped, cancelled } = mailing.counts
  const tabs = [
    { label: 'Everyone', status: undefined, count: total, always: true },
    { label: 'Waiting', status: 'queued', count: waiting, always: false },
    { label: 'Sent', status: 'sent', count: sent, always: true },
    { label: 'Not delivered', status: 'failed', count: failed, always: true },
    { label: 'Left out', status: 'skipped', count: skipped, always: false },
    { label: 'Cancelled', status: 'cancelled', count: cancelled, always: false },
  ] as const
  return (
    <CountTabs
      label="Messages by status"
      tabs={tabs
        .filter((tab) => tab.always || tab.count > 0 || tab.status === search.status)
        .map(({ label, status, count }) => ({
          label,
          count,
          href: toStatusHref(mailing.id, status),
          active: search.status === status,
        }))}
    />
  )
}

/** Someone deleted since has a row and no page. */
function toPersonHref(email: MailingEmailView): string {
  return email.userId ? `/users/${email.userId}` : '/users'
}

function Person({ email }: { email: MailingEmailView }) {
  return <PersonCell name={email.name} detail={email.recipient ?? 'No email'} />
}

/** The problem, and that another attempt is to come. */
function Happened({ email }: { email: Row }) {
  if (email.retryAt === null) return <>{email.problem}</>
  return (
    <>
      {email.problem} Tried {email.attempts === 1 ? 'once' : `${email.attempts} times`}; again{' '}
      <RelativeTime value={email.retryAt} />.
    </>
  )
}

function MobileEmail({ email }: { email: Row }) {
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Person email={email} />
        <EmailBadge status={email.status} />
      </Group>
      {email.problem ? (
        <Text size="xs" c="dimmed">
          <Happened email={email} />
        </Text>
      ) : null}
    </Stack>
  )
}

function NoEmails({ search, onSearch }: Pick<MailingEmailsProps, 'search' | 'onSearch'>) {
  const filtered = search.search !== undefined || search.status !== undefined
  return (
    <EmptyState
      icon={Mail}
      title={filtered ? 'Nobody matches' : 'This sending is for nobody'}
      text={filtered ? 'No message has this status and matches the search.' : undefined}
      action={
        filtered ? (
          <Button variant="default" onClick={() => onSearch({})}>
            Show everyone
          </Button>
        ) : null
      }
    />
  )
}
