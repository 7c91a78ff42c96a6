import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemState } from './problem-state.tsx'

export interface QueryPartProps<T> {
  query: UseQueryResult<T, unknown>
  /** The grey shape of the content. */
  skeleton: ReactNode
  /** What could not be done, for example `The groups could not be loaded.` */
  failed: string
  children: (value: T) => ReactNode
}

/** A part of a page that loads by itself: skeleton, then content, or the reason with a way to try again. */
export function QueryPart<T>({ query, skeleton, failed, children }: QueryPartProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError)
    return <ProblemState error={query.error} title={failed} onRetry={() => void query.refetch()} />
  return skeleton
}
