import { useDebouncedValue } from '@mantine/hooks'
import type { SpotlightActionGroupData } from '@mantine/spotlight'
import { PersonAvatar, useNavigate } from '@rollcall/ui'
import type { UserView } from '@rollcall/vocabulary'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMay } from '../lib/permissions.tsx'
import { useTRPC } from '../lib/trpc.ts'

/** People whose name or email holds the query, as one group; nothing below two letters. */
export function useFoundPeople(query: string): SpotlightActionGroupData[] {
  const trpc = useTRPC()
  const navigate = useNavigate()
  const allowed = useMay('users.read')
  const [search] = useDebouncedValue(query.trim(), 200)
  const { data } = useQuery({
    ...trpc.users.list.queryOptions({ search, limit: 6 }),
    enabled: allowed && search.length > 1,
    placeholderData: keepPreviousData,
  })
  if (!data || data.items.length === 0 || query.trim().length < 2) return []
  const actions = data.items.map((user) => ({
    id: user.id,
    label: user.name,
    description: user.email ?? 'No email',
    keywords: [query.trim()],
    leftSection: <PersonAvatar name={user.name} size={28} />,
    onClick: () => navigate(toUserHref(user)),
  }))
  return [{ group: 'People', actions }]
}

function toUserHref(user: UserView): string {
  return user.registeredAt ? `/users/${user.id}` : `/users/unregistered/${user.id}`
}
