import { RelativeTime, StatusBadge } from '@rollcall/ui'
import type { RunView } from '@rollcall/vocabulary'
import { countOf } from '../../lib/format.ts'
import { toRunLook } from '../../lib/run-status.ts'
import { TRIGGER_WORDS } from './run-words.ts'

export function RunStatusBadge({ run }: { run: Pick<RunView, 'status'> }) {
  const look = toRunLook(run.status)
  return (
    <StatusBadge tone={look.tone} busy={look.busy}>
      {look.word}
    </StatusBadge>
  )
}

/** "Everyone in the directory", "Sales and Legal", "5 groups, with the groups inside them". */
export function toScopeText(scope: RunView['scope']): string {
  const { groups, includeNested, includeGuests } = scope
  const who =
    groups.length === 0
      ? 'Everyone in the directory'
      : groups.length <= 2
        ? groups.map((group) => group.name).join(' and ')
        : countOf(groups.length, 'group', 'groups')
  const nested = groups.length > 0 && includeNested ? ', with the groups inside them' : ''
  return `${who}${nested}${includeGuests ? '' : ', without guests'}`
}

/** Scope, snapshot time, who started it and how, and why everyone or only changes were read. */
export function RunFacts({ run }: { run: RunView }) {
  if (run.mode === 'undo') {
    return (
      <>
        Takes an earlier run back · planned <RelativeTime value={run.startedAt} fallback="not yet" /> · asked
        for by {run.actor}
      </>
    )
  }
  if (run.connectionKind === 'scim') return <PushedFacts run={run} />
  return (
    <>
      {toScopeText(run.scope)} · read <RelativeTime value={run.startedAt} fallback="not yet" /> ·{' '}
      {TRIGGER_WORDS[run.trigger].toLowerCase()} by {run.actor}
      {run.modeNote === null ? null : (
        <>
          <br />
          {run.modeNote}
        </>
      )}
    </>
  )
}

/** Nothing is read where people are sent here: they are compared, or held back as they come. */
function PushedFacts({ run }: { run: RunView }) {
  if (run.trigger === 'push') {
    return (
      <>
        Asked for by requests from {run.connectionName} · held since <RelativeTime value={run.createdAt} />
      </>
    )
  }
  return (
    <>
      Everyone whom {run.connectionName} has sent · compared{' '}
      <RelativeTime value={run.startedAt} fallback="not yet" /> · {TRIGGER_WORDS[run.trigger].toLowerCase()}{' '}
      by {run.actor}
    </>
  )
}
