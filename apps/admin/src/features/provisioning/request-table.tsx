import { Group, Stack, Text } from '@mantine/core'
import { DataTable, formatDuration, RelativeTime, StatusBadge, UiLink, type DataColumn } from '@rollcall/ui'
import type { ScimRequestView } from '@rollcall/vocabulary'
import type { ReactNode } from 'react'
import { toRequestHref } from '../../lib/connection-href.ts'
import { toOutcomeLook, toReadablePath, toRequestAction } from './request-words.ts'
import classes from './request-table.module.css'

const COLUMNS: readonly DataColumn<ScimRequestView>[] = [
  { id: 'request', header: 'Request', cell: (request) => <Asked request={request} /> },
  { id: 'outcome', header: 'Outcome', width: 190, cell: (request) => <OutcomeBadge request={request} /> },
  {
    id: 'why',
    header: 'Why',
    width: '26%',
    hideBelow: 'lg',
    cell: (request) => <span title={request.why ?? undefined}>{request.why}</span>,
  },
  {
    id: 'person',
    header: 'Person',
    width: 150,
    hideBelow: 'md',
    cell: (request) => <RequestPerson request={request} />,
  },
  {
    id: 'status',
    header: 'Status',
    width: 70,
    hideBelow: 'sm',
    cell: (request) => <span className="ui-tabular">{request.status}</span>,
  },
  {
    id: 'duration',
    header: 'Took',
    width: 80,
    align: 'right',
    hideBelow: 'xl',
    cell: (request) => <span className="ui-tabular">{formatDuration(request.durationMs)}</span>,
  },
  { id: 'when', header: 'When', width: 110, cell: (request) => <RelativeTime value={request.at} /> },
]

export interface RequestTableProps {
  requests: readonly ScimRequestView[]
  loading: boolean
  empty: ReactNode
}

export function RequestTable({ requests, loading, empty }: RequestTableProps) {
  return (
    <DataTable
      caption="Requests, newest first"
      columns={COLUMNS}
      rows={requests}
      rowKey={(request) => request.id}
      rowHref={(request) => toRequestHref(request.connectionId, request.id)}
      loading={loading}
      empty={empty}
      renderMobile={(request) => <MobileRequest request={request} />}
    />
  )
}

export function OutcomeBadge({ request }: { request: Pick<ScimRequestView, 'outcome'> }) {
  const look = toOutcomeLook(request.outcome)
  return <StatusBadge tone={look.tone}>{look.word}</StatusBadge>
}

function Asked({ request }: { request: ScimRequestView }) {
  const path = toReadablePath(request.path)
  return (
    <span className={classes.asked}>
      <span className={classes.action}>{toRequestAction(request)}</span>
      <span className={classes.path} title={`${request.method} ${path}`}>
        {request.method} {path}
      </span>
    </span>
  )
}

export function RequestPerson({ request }: { request: Pick<ScimRequestView, 'userId' | 'userName'> }) {
  if (!request.userName) return null
  if (!request.userId) return <>{request.userName}</>
  return (
    <UiLink href={`/users/${request.userId}`} className="ui-link">
      {request.userName}
    </UiLink>
  )
}

function MobileRequest({ request }: { request: ScimRequestView }) {
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Asked request={request} />
        <OutcomeBadge request={request} />
      </Group>
      <Text size="xs" c="dimmed">
        {request.userName ? `${request.userName} · ` : ''}
        <RelativeTime value={request.at} /> · {request.status}
      </Text>
    </Stack>
  )
}
