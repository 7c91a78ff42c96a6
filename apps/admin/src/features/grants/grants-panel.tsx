import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { Panel } from '@rollcall/ui'
import type { UserDetailView } from '@rollcall/vocabulary'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForbiddenReason, useMay, useMe } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { QueryPart } from '../../shell/query-part.tsx'
import { GrantCapability } from './grant-capability.tsx'
import { GrantList } from './grant-list.tsx'
import { activeFirst, toGiveReason, toRevokeReason } from './grant-words.ts'

/** What a person may do in other parts of the control plane, and who gave it. */
export function GrantsPanel({ user }: { user: UserDetailView }) {
  const me = useMe()
  const forbidden = useForbiddenReason('grants.edit')
  if (!useMay('grants.read')) return null
  if (user.registeredAt === null) {
    return (
      <Panel title="Capability grants">
        <Text size="sm" c="dimmed">
          Capabilities can be granted once {user.name} has claimed the account.
        </Text>
      </Panel>
    )
  }
  return (
    <Panel title="Capability grants">
      <Grants
        user={user}
        giveReason={forbidden ?? toGiveReason(me, user)}
        revokeReason={forbidden ?? toRevokeReason(me, user)}
      />
    </Panel>
  )
}

interface GrantsProps {
  user: UserDetailView
  /** Why nothing can be granted; null when it can. */
  giveReason: string | null
  /** Why none can be revoked; null when they can. */
  revokeReason: string | null
}

function Grants({ user, giveReason, revokeReason }: GrantsProps) {
  const trpc = useTRPC()
  const [all, setAll] = useState(false)
  const query = useQuery({
    ...trpc.grants.list.queryOptions({ userId: user.id, all }),
    placeholderData: keepPreviousData,
  })
  return (
    <Stack gap="md">
      <QueryPart query={query} skeleton={<GrantsSkeleton />} failed="The grants could not be loaded">
        {({ items }) => (
          <GrantList grants={activeFirst(items)} reason={revokeReason} none={toNone(user, all)} />
        )}
      </QueryPart>
      <Group justify="space-between" gap="xs">
        <GrantCapability user={user} reason={giveReason} />
        <Button variant="subtle" size="compact-sm" aria-pressed={all} onClick={() => setAll(!all)}>
          {all ? 'Hide ended' : 'Show ended'}
        </Button>
      </Group>
    </Stack>
  )
}

function toNone(user: UserDetailView, all: boolean): string {
  return all ? `${user.name} has never held a grant.` : `${user.name} holds no grant.`
}

function GrantsSkeleton() {
  return (
    <Stack gap="xs" aria-busy="true">
      <Skeleton height={14} width="70%" radius="sm" />
      <Skeleton height={12} width="50%" radius="sm" />
    </Stack>
  )
}
