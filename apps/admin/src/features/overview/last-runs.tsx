import { EmptyState, LinkButton, Panel, RelativeTime, StatusBadge, UiLink } from '@rollcall/ui'
import type { RunView } from '@rollcall/vocabulary'
import { History } from 'lucide-react'
import { toRunLook } from '../../lib/run-status.ts'
import { toRunSummary } from '../../lib/run-summary.ts'
import classes from './last-runs.module.css'

/** The newest runs with their outcome in words. */
export function LastRuns({ runs }: { runs: readonly RunView[] }) {
  return (
    <Panel
      title="Last syncs"
      flush
      actions={
        <LinkButton href="/sync-runs" variant="subtle" size="compact-sm">
          Sync history
        </LinkButton>
      }
    >
      {runs.length === 0 ? (
        <EmptyState
          icon={History}
          title="Nothing has been synced yet"
          text="Once a sync has run, its outcome is shown here."
        />
      ) : (
        <ul className={classes.list} aria-label="Last syncs">
          {runs.slice(0, 5).map((run) => (
            <Line key={run.id} run={run} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Line({ run }: { run: RunView }) {
  const look = toRunLook(run.status)
  return (
    <li>
      <UiLink href={`/sync-runs/${run.id}`} className={classes.line}>
        <span className={classes.words}>
          <span className={classes.name}>{run.connectionName}</span>
          <span className={classes.text}>{toRunSummary(run)}</span>
        </span>
        <span className={classes.end}>
          <StatusBadge tone={look.tone} busy={look.busy}>
            {look.word}
          </StatusBadge>
          <span className={classes.when}>
            <RelativeTime value={run.finishedAt ?? run.startedAt ?? run.createdAt} />
          </span>
        </span>
      </UiLink>
    </li>
  )
}
