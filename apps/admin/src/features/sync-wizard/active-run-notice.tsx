import { Callout, LinkButton, RelativeTime } from '@rollcall/ui'
import type { RunView } from '@rollcall/vocabulary'

export interface ActiveRunNoticeProps {
  run: RunView | null
  reviewHref: string
}

/** Says that something is already going on for this connection, and leads there. */
export function ActiveRunNotice({ run, reviewHref }: ActiveRunNoticeProps) {
  if (!run) return null
  const waits = run.status === 'awaiting_confirmation'
  return (
    <Callout
      tone={waits ? 'warning' : 'info'}
      title={waits ? 'A plan already waits for you' : 'A run of this connection is active'}
      action={
        <LinkButton
          size="xs"
          variant="default"
          href={run.planOnly || waits ? reviewHref : `/sync-runs/${run.id}`}
        >
          {waits ? 'Review that plan' : 'Show the run'}
        </LinkButton>
      }
    >
      {waits ? (
        <>
          {run.actor} made it <RelativeTime value={run.createdAt} />. Going on here makes a new plan and
          discards that one.
        </>
      ) : (
        'What you change here counts from the next run on.'
      )}
    </Callout>
  )
}

/** Why no new plan can be made now. */
export function toBlockedReason(run: RunView | null): string | null {
  if (!run || run.status === 'awaiting_confirmation') return null
  return 'A run of this connection is active. Make a new plan when it has ended, or cancel it first.'
}
