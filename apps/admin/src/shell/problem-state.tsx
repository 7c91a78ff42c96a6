import { ErrorState, ForbiddenState, LinkButton, NotFoundState } from '@rollcall/ui'
import { ForbiddenError, toForbiddenReason } from '../lib/permissions.tsx'
import { toProblem } from '../lib/problem.ts'

export interface ProblemStateProps {
  error: unknown
  /** What could not be done, for example `The people could not be loaded.` */
  title?: string
  onRetry?: () => void
  scope?: 'page' | 'part'
}

/** Anything that was thrown, as what happened, why and what to do. */
export function ProblemState({ error, title, onRetry, scope = 'part' }: ProblemStateProps) {
  const home = (
    <LinkButton variant="default" href="/">
      Go to the start page
    </LinkButton>
  )
  if (error instanceof ForbiddenError) {
    return <ForbiddenState scope={scope} text={toForbiddenReason(error.permission)} action={home} />
  }
  const problem = toProblem(error)
  if (problem.code === 'forbidden')
    return <ForbiddenState scope={scope} text={problem.message} action={home} />
  if (problem.code === 'not_found')
    return <NotFoundState scope={scope} text={problem.message} action={home} />
  return (
    <ErrorState
      scope={scope}
      title={
        title ?? (problem.code === 'offline' ? 'The server cannot be reached' : 'This could not be loaded')
      }
      text={problem.message}
      code={problem.code}
      requestId={problem.requestId ?? undefined}
      onRetry={onRetry}
    />
  )
}
