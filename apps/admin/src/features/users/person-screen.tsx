import { PageSkeleton } from '@rollcall/ui'
import type { UserId } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { PersonPage } from './person-page.tsx'

/** Loads one person and shows their page. */
export function PersonScreen({ id }: { id: UserId }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.users.get.queryOptions({ id }))
  if (query.data) return <PersonPage user={query.data} />
  if (query.isError)
    return <ProblemState scope="page" error={query.error} onRetry={() => void query.refetch()} />
  return <PageSkeleton shape="detail" />
}
