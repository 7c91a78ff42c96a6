import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemState } from './problem-state.tsx'

/** What a page shows when its loader or a component in it failed. */
export function PageProblem({ error, reset }: ErrorComponentProps) {
  usePageTitle('Not available')
  const router = useRouter()
  const boundary = useQueryErrorResetBoundary()
  function retry() {
    boundary.reset()
    reset()
    void router.invalidate()
  }
  return <ProblemState scope="page" error={error} onRetry={retry} />
}
