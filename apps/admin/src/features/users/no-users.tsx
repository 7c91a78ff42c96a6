import { Button, Group } from '@mantine/core'
import { EmptyState, LinkButton } from '@rollcall/ui'
import type { ConnectionView } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import { toConnectionHref } from '../../lib/connection-href.ts'
import { useMay } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { isFiltered, type UserSearch, type UserTab } from './user-search.ts'

export interface NoUsersProps {
  search: UserSearch
  onSearch: (search: UserSearch) => void
}

/** Why nobody is listed, and what leads on. */
export function NoUsers({ search, onSearch }: NoUsersProps) {
  const trpc = useTRPC()
  const mayRead = useMay('connections.read')
  const connections = useQuery({ ...trpc.connections.list.queryOptions(), enabled: mayRead })
  if (isFiltered(search)) {
    return (
      <EmptyState
        icon={Users}
        title="Nobody matches"
        text="No person in this tab matches the search and the filters."
        action={
          <Group gap="xs" justify="center">
            <Button variant="default" onClick={() => onSearch({ tab: search.tab, sort: search.sort })}>
              Clear search and filters
            </Button>
            {search.search ? (
              <LinkButton
                href={`/directory-people?${new URLSearchParams({ search: search.search }).toString()}`}
              >
                Not here? Look in the directory
              </LinkButton>
            ) : null}
          </Group>
        }
      />
    )
  }
  const tab = search.tab ?? 'registered'
  const first = connections.data?.[0]
  if (tab === 'unclaimed' && connections.data && !first) {
    return (
      <EmptyState
        icon={Users}
        title="No directory is connected yet"
        text="Connect Microsoft Entra ID or set up SCIM provisioning, and an account is made for each person, ready to be claimed."
        action={<LinkButton href="/settings/integrations">Connect a directory</LinkButton>}
      />
    )
  }
  return (
    <EmptyState
      icon={Users}
      title={TITLES[tab]}
      text={TEXTS[tab]}
      action={tab === 'unclaimed' && first ? <NextStep connection={first} /> : null}
    />
  )
}

/** People are read from one kind of directory, and sent here by the other. */
function NextStep({ connection }: { connection: ConnectionView }) {
  if (connection.kind === 'scim') {
    return (
      <LinkButton variant="default" href={toConnectionHref(connection)}>
        {`Look at ${connection.displayName}`}
      </LinkButton>
    )
  }
  return (
    <LinkButton href={`/sync/${connection.id}`}>{`Sync users from ${connection.displayName}`}</LinkButton>
  )
}

const TITLES: Record<UserTab, string> = {
  registered: 'Nobody has registered yet',
  unclaimed: 'Nobody is waiting to claim an account',
  disabled: 'Nobody is disabled',
}

const TEXTS: Record<UserTab, string> = {
  registered: 'People appear here once they have claimed the account that was made for them.',
  unclaimed: 'People a sync or a client brings appear here until they claim their account.',
  disabled: 'People whose account is disabled, by hand or by a sync, appear here and can be enabled again.',
}
