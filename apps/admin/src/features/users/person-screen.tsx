import { PageSkeleton } from '@rollcall/ui'
import type { UserId } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { PersonPage, type PersonPageProps } from './person-page.tsx'

/** Loads one person and shows their page. */
export function PersonScreen({ id, ...slots }: { id: UserId } & Omit<PersonPageProps, 'user'>) {
  const trpc = useTRPC()
  const query = useQuery(trpc.users.get.queryOptions({ id }))
  if (query.data) return <PersonPage user={query.data} {...slots} />
  if (query.isError)
    return <ProblemState scope="page" error={query.error} onRetry={() => void query.refetch()} />
  return <PageSkeleton shape="detail" />
}
