import { Button, Group } from '@mantine/core'
import {
  DataTable,
  DisabledReason,
  EmptyState,
  MobileRow,
  Panel,
  RelativeTime,
  StatusBadge,
  type DataColumn,
} from '@rollcall/ui'
import type { ConnectionId, ScimTokenView } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { useNow } from '../../lib/use-now.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { CreateTokenDialog } from './create-token-dialog.tsx'
import { RevokeTokenButton } from './revoke-token-button.tsx'
import { toTokenLook } from './token-words.ts'

/** The column *Last used* moves while the page is open. */
const REFRESH_MS = 15_000

export interface TokensPanelProps {
  id: ConnectionId
  creating: boolean
  onCreatingChange: (creating: boolean) => void
}

/** What the client proves itself with. Several may be valid at once, so that one replaces another without a gap. */
export function TokensPanel({ id, creating, onCreatingChange }: TokensPanelProps) {
  const trpc = useTRPC()
  const query = useQuery({
    ...trpc.provisioning.tokens.queryOptions({ connectionId: id }),
    refetchInterval: REFRESH_MS,
  })
  const reason = useForbiddenReason('provisioning.edit')
  const create = (
    <DisabledReason reason={reason}>
      <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => onCreatingChange(true)}>
        Create token
      </Button>
    </DisabledReason>
  )
  return (
    <Panel
      flush
      title="Tokens"
      description="Entra calls it Secret Token. To replace one, create the new one first, then revoke the old one."
      actions={query.data?.length ? create : null}
    >
      {query.isError && !query.data ? (
        <ProblemState
          error={query.error}
          title="The tokens could not be loaded"
          onRetry={() => void query.refetch()}
        />
      ) : (
        <DataTable<ScimTokenView>
          caption="Tokens of this connection"
          columns={toColumns(id)}
          rows={query.data ?? []}
          rowKey={(token) => token.id}
          loading={query.isPending}
          loadingRows={2}
          renderMobile={(token) => <MobileToken id={id} token={token} />}
          empty={
            <EmptyState
              icon={KeyRound}
              title="No token yet"
              text="Every request is refused until the client has one."
            />
          }
        />
      )}
      <CreateTokenDialog id={id} opened={creating} onClose={() => onCreatingChange(false)} />
    </Panel>
  )
}

function toColumns(id: ConnectionId): DataColumn<ScimTokenView>[] {
  return [
    { id: 'name', header: 'Name', cell: (token) => <strong>{token.name}</strong> },
    { id: 'prefix', header: 'Token', width: 150, cell: (token) => <Prefix token={token} /> },
    { id: 'state', header: 'State', width: 120, cell: (token) => <State token={token} /> },
    {
      id: 'used',
      header: 'Last used',
      width: 130,
      cell: (token) => <RelativeTime value={token.lastUsedAt} fallback="Never" />,
    },
    {
      id: 'expires',
      header: 'Expires',
      width: 130,
      hideBelow: 'md',
      cell: (token) => <RelativeTime value={token.expiresAt} fallback="Never" />,
    },
    {
      id: 'created',
      header: 'Created',
      width: 220,
      hideBelow: 'lg',
      cell: (token) => (
        <>
          <RelativeTime value={token.createdAt} /> by {token.createdBy}
        </>
      ),
    },
    {
      id: 'revoke',
      header: 'Revoke',
      headerHidden: true,
      width: 100,
      align: 'right',
      cell: (token) => <RevokeTokenButton connectionId={id} token={token} />,
    },
  ]
}

function Prefix({ token }: { token: ScimTokenView }) {
  return <span className="ui-mono">{token.prefix}…</span>
}

function State({ token }: { token: ScimTokenView }) {
  const look = toTokenLook(token, useNow())
  return <StatusBadge tone={look.tone}>{look.word}</StatusBadge>
}

function MobileToken({ id, token }: { id: ConnectionId; token: ScimTokenView }) {
  return (
    <MobileRow
      title={token.name}
      detail={
        <>
          <Prefix token={token} /> · used <RelativeTime value={token.lastUsedAt} fallback="never" />
        </>
      }
      end={
        <Group gap={8} wrap="nowrap">
          <State token={token} />
          <RevokeTokenButton connectionId={id} token={token} />
        </Group>
      }
    />
  )
}
