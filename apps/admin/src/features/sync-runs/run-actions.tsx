import { Button } from '@mantine/core'
import { DisabledReason, LinkButton } from '@rollcall/ui'
import type { RunView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { RefreshCw, Square } from 'lucide-react'
import { useState } from 'react'
import { toForbiddenReason, useMay } from '../../lib/permissions.tsx'
import { toastDone, toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { CancelRunDialog } from './cancel-run-dialog.tsx'
import { PlanAgain } from './plan-again.tsx'
import { isWorking } from './run-words.ts'
import { UndoRun } from './undo-run-dialog.tsx'

/** What to do with a run in its present state: make its plan again, cancel it, or do it again. Plans are decided at their foot. */
export function RunActions({ run }: { run: RunView }) {
  if (run.status === 'awaiting_confirmation') return run.mode === 'undo' ? null : <PlanAgain run={run} />
  if (isWorking(run.status)) return <CancelRun run={run} />
  return <SyncAgain run={run} />
}

function CancelRun({ run }: { run: RunView }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState(false)
  const allowed = useMay('runs.cancel')
  const cancel = useMutation(
    trpc.runs.cancel.mutationOptions({
      onSuccess: (next) => queryClient.setQueryData(trpc.runs.get.queryKey({ id: run.id }), next),
      onError: (error) => toastProblem('The run could not be cancelled', error),
    }),
  )
  const asked = run.cancelRequested ? 'The run is already stopping. It ends after the current batch.' : null
  return (
    <>
      <DisabledReason reason={allowed ? asked : toForbiddenReason('runs.cancel')}>
        <Button
          variant="default"
          leftSection={<Square size={14} aria-hidden />}
          loading={cancel.isPending}
          onClick={() => setAsking(true)}
        >
          Cancel run
        </Button>
      </DisabledReason>
      <CancelRunDialog
        run={run}
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => cancel.mutate({ id: run.id })}
      />
    </>
  )
}

function SyncAgain({ run }: { run: RunView }) {
  const pushed = run.connectionKind === 'scim'
  const trpc = useTRPC()
  const navigate = useNavigate()
  const allowed = useMay('runs.start')
  const start = useMutation(
    trpc.runs.start.mutationOptions({
      onSuccess: ({ run: next, started }) => {
        if (!started) toastDone('A run of this connection is already active. Here it is.')
        return navigate({ to: '/sync-runs/$id', params: { id: next.id } })
      },
      onError: (error) => toastProblem('The sync could not be started', error),
    }),
  )
  return (
    <>
      {run.counts.created > 0 && run.appliedCount > 0 ? (
        <LinkButton variant="default" href={`/users?tab=unclaimed&connectionId=${run.connectionId}`}>
          Show people
        </LinkButton>
      ) : null}
      <UndoRun run={run} />
      <DisabledReason reason={allowed ? null : toForbiddenReason('runs.start')}>
        <Button
          variant="default"
          leftSection={<RefreshCw size={15} aria-hidden />}
          loading={start.isPending}
          onClick={() => start.mutate({ connectionId: run.connectionId, planOnly: pushed })}
        >
          {pushed ? 'Make a new plan' : 'Sync again'}
        </Button>
      </DisabledReason>
    </>
  )
}
