import { UiLink } from '@rollcall/ui'
import { isActiveRun, type RunView } from '@rollcall/vocabulary'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useState } from 'react'
import { toRunLook } from '../lib/run-status.ts'
import { useTRPC } from '../lib/trpc.ts'
import { useRetry } from '../lib/use-retry.ts'
import classes from './active-run.module.css'

/** The run that is going on, if any: where it stands, and the way to its page. */
export function ActiveRun() {
  const trpc = useTRPC()
  const { data } = useQuery({ ...trpc.runs.list.queryOptions({ limit: 10 }), refetchInterval: 10_000 })
  const run = data?.items.find((item) => isActiveRun(item.status))
  return run ? <LiveRun key={run.id} run={run} /> : null
}

function LiveRun({ run: first }: { run: RunView }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [live, setLive] = useState<RunView>()
  function follow(next: RunView) {
    setLive(next)
    if (isActiveRun(next.status)) return
    void queryClient.invalidateQueries({ queryKey: trpc.runs.list.queryKey() })
    void queryClient.invalidateQueries({ queryKey: trpc.conflicts.pathKey() })
    void queryClient.invalidateQueries({ queryKey: trpc.overview.pathKey() })
  }
  const stream = useSubscription(
    trpc.runs.live.subscriptionOptions({ runId: first.id }, { onData: (item) => follow(item.data) }),
  )
  useRetry(stream.status === 'error', () => stream.reset())
  const run = live ?? first
  return (
    <UiLink href={`/sync-runs/${run.id}`} className={classes.card}>
      <RunLines run={run} />
    </UiLink>
  )
}

function RunLines({ run }: { run: RunView }) {
  const { done, total, text } = run.progress
  const percent = total ? Math.min(100, Math.floor((done / total) * 100)) : null
  const waiting = run.status === 'awaiting_confirmation'
  return (
    <>
      <span className={classes.line}>
        <span className={classes.name}>{run.connectionName}</span>
        <span className="ui-tabular">{percent === null || waiting ? null : `${percent}%`}</span>
      </span>
      <span className={classes.text}>
        {waiting ? 'The plan waits for you' : text || toRunLook(run.status).word}
      </span>
      <span className={classes.track} data-waiting={waiting || undefined}>
        <span className={classes.bar} style={{ width: `${waiting ? 100 : (percent ?? 8)}%` }} />
      </span>
    </>
  )
}
