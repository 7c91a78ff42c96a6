import { CardGrid, formatRelativeTime, StatCard, StatusBadge } from '@rollcall/ui'
import type { ConnectionView } from '@rollcall/vocabulary'
import { toRunLook } from '../../lib/run-status.ts'
import { useNow } from '../../lib/use-now.ts'

/** What this connection has brought, each number with the way to its rows. */
export function ConnectionPeople({ connection }: { connection: ConnectionView }) {
  const { people, lastRun, id } = connection
  if (!lastRun && people.linked === 0) return null
  return (
    <CardGrid>
      <StatCard label="People managed here" value={people.linked} href={`/users?connectionId=${id}`} />
      <StatCard
        label="People in the directory’s copy"
        value={people.mirrored}
        href={`/directory-people?connectionId=${id}&show=present`}
      />
      <StatCard
        label="Conflicts to decide"
        value={people.conflicts}
        href="/conflicts"
        hint={people.conflicts > 0 ? 'Needs you' : undefined}
        hintTone="warning"
      />
      <LastSync run={lastRun} />
    </CardGrid>
  )
}

function LastSync({ run }: { run: ConnectionView['lastRun'] }) {
  const now = useNow()
  if (!run) return <StatCard label="Last sync" value="Never" />
  const look = toRunLook(run.status)
  const when = run.finishedAt ? formatRelativeTime(new Date(run.finishedAt), now) : 'Now'
  return (
    <StatCard label="Last sync" value={when} href={`/sync-runs/${run.id}`}>
      <StatusBadge tone={look.tone} busy={look.busy}>
        {look.word}
      </StatusBadge>
    </StatCard>
  )
}
