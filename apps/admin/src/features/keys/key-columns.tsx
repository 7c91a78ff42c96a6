import { RelativeTime, StatusBadge, type DataColumn } from '@rollcall/ui'
import { ROLE_LABELS, type ApiKeyView } from '@rollcall/vocabulary'
import { useNow } from '../../lib/use-now.ts'
import { DeleteKeyButton } from './delete-key-button.tsx'

export const keyColumns: readonly DataColumn<ApiKeyView>[] = [
  { id: 'name', header: 'Name', cell: (key) => <strong>{key.name}</strong> },
  { id: 'prefix', header: 'Key', width: 150, cell: (key) => <span className="ui-mono">{key.prefix}…</span> },
  { id: 'role', header: 'Role', width: 110, cell: (key) => ROLE_LABELS[key.role] },
  { id: 'expires', header: 'Expires', width: 160, cell: (key) => <KeyExpiry apiKey={key} /> },
  {
    id: 'used',
    header: 'Last used',
    width: 130,
    hideBelow: 'md',
    cell: (key) => <RelativeTime value={key.lastUsedAt} fallback="Never" />,
  },
  { id: 'creator', header: 'Created by', width: 170, hideBelow: 'lg', cell: (key) => key.createdBy },
  {
    id: 'created',
    header: 'Created',
    width: 130,
    hideBelow: 'lg',
    cell: (key) => <RelativeTime value={key.createdAt} />,
  },
  {
    id: 'delete',
    header: 'Delete',
    headerHidden: true,
    width: 60,
    align: 'right',
    cell: (key) => <DeleteKeyButton apiKey={key} />,
  },
]

const SOON_MS = 14 * 24 * 60 * 60 * 1000

/** When a key stops working; a key that has, or soon will, says so. */
export function KeyExpiry({ apiKey }: { apiKey: ApiKeyView }) {
  const now = useNow()
  if (!apiKey.expiresAt) return <>Never expires</>
  const left = new Date(apiKey.expiresAt).getTime() - now.getTime()
  if (left <= 0) return <StatusBadge tone="neutral">Expired</StatusBadge>
  const when = <RelativeTime value={apiKey.expiresAt} />
  return left < SOON_MS ? <StatusBadge tone="warning">{when}</StatusBadge> : when
}
