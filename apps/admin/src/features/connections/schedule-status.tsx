import { Button } from '@mantine/core'
import { Callout, DisabledReason, formatExactTime, RelativeTime } from '@rollcall/ui'
import type { ConnectionView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CalendarClock, Play } from 'lucide-react'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { toastDone, toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import classes from './schedule-status.module.css'

/** What is stored: when the next sync starts or why none does, and what it would read. */
export function ScheduleStatus({ connection }: { connection: ConnectionView }) {
  const { schedulePaused: paused, nextRunAt } = connection
  const pushed = connection.kind === 'scim'
  return (
    <div className={classes.root}>
      {paused ? (
        <Callout
          tone={paused.reason === 'credentials' ? 'danger' : 'warning'}
          title={
            <>
              Schedule paused <RelativeTime value={paused.at} />
            </>
          }
          action={<Resume connection={connection} />}
        >
          {paused.text}
        </Callout>
      ) : null}
      {nextRunAt ? (
        <p className={classes.line}>
          <CalendarClock size={16} aria-hidden />
          <span>
            {pushed ? 'Next plan' : 'Next sync'} <RelativeTime value={nextRunAt} />
            <span className={classes.exact}>{formatExactTime(new Date(nextRunAt))}</span>
          </span>
        </p>
      ) : null}
      {pushed ? null : <Reading reading={connection.reading} />}
    </div>
  )
}

function Reading({ reading }: { reading: ConnectionView['reading'] }) {
  return (
    <p className={classes.note}>
      {reading.next === 'full' ? 'The next sync reads everyone.' : 'The next sync reads changes only.'}{' '}
      {reading.why}
      {reading.lastFullAt ? (
        <>
          {' '}
          Everyone was last read <RelativeTime value={reading.lastFullAt} />.
        </>
      ) : null}
    </p>
  )
}

function Resume({ connection }: { connection: ConnectionView }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const resume = useMutation(
    trpc.connections.resumeSchedule.mutationOptions({
      onSuccess: (resumed) => {
        queryClient.setQueryData(trpc.connections.get.queryKey({ id: resumed.id }), resumed)
        void queryClient.invalidateQueries({ queryKey: trpc.connections.list.queryKey() })
        void queryClient.invalidateQueries({ queryKey: trpc.overview.pathKey() })
        toastDone('The schedule goes on with its next sync.')
      },
      onError: (error) => toastProblem('The schedule could not be resumed', error),
    }),
  )
  return (
    <DisabledReason reason={useForbiddenReason('connections.edit')}>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<Play size={14} aria-hidden />}
        loading={resume.isPending}
        onClick={() => resume.mutate({ id: connection.id })}
      >
        Resume schedule
      </Button>
    </DisabledReason>
  )
}
