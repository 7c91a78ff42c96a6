import { Button } from '@mantine/core'
import { ConfirmDialog, DisabledReason } from '@rollcall/ui'
import type { RunView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useState } from 'react'
import { people } from '../../lib/format.ts'
import { toForbiddenReason, useMay } from '../../lib/permissions.tsx'
import { toastDone, toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { isGuarded } from './run-words.ts'

/** Start or discard a plan that waits. A plan the guard holds is asked about once more, with its numbers. */
export function PlanActions({ run }: { run: RunView }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState(false)
  const mayConfirm = useMay('runs.confirm')
  const mayCancel = useMay('runs.cancel')
  const keep = (next: RunView) => queryClient.setQueryData(trpc.runs.get.queryKey({ id: run.id }), next)
  const confirm = useMutation(
    trpc.runs.confirm.mutationOptions({
      onSuccess: keep,
      onError: (error) => toastProblem('The sync could not be started', error),
    }),
  )
  const discard = useMutation(
    trpc.runs.cancel.mutationOptions({
      onSuccess: (next) => {
        keep(next)
        toastDone('The plan was discarded. Nobody was changed.')
      },
      onError: (error) => toastProblem('The plan could not be discarded', error),
    }),
  )
  const guarded = isGuarded(run)
  return (
    <>
      <DisabledReason reason={mayCancel ? null : toForbiddenReason('runs.cancel')}>
        <Button variant="default" loading={discard.isPending} onClick={() => discard.mutate({ id: run.id })}>
          Discard plan
        </Button>
      </DisabledReason>
      <DisabledReason reason={mayConfirm ? null : toForbiddenReason('runs.confirm')}>
        <Button
          leftSection={<Play size={15} aria-hidden />}
          loading={confirm.isPending}
          onClick={() => (guarded ? setAsking(true) : confirm.mutate({ id: run.id }))}
        >
          Start sync
        </Button>
      </DisabledReason>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => confirm.mutate({ id: run.id })}
        title="Start the sync although it was held?"
        confirmLabel="Start sync anyway"
        losses={toLosses(run)}
      >
        {run.held?.text}
      </ConfirmDialog>
    </>
  )
}

function toLosses({ counts }: RunView): string[] {
  const losses: string[] = []
  if (counts.disabled > 0)
    losses.push(`${people(counts.disabled)} disabled in the directory will be disabled here.`)
  if (counts.deactivated > 0) losses.push(`${people(counts.deactivated)} who left will be disabled here.`)
  if (counts.left > 0) losses.push(`${people(counts.left)} will be marked as having left.`)
  return losses
}
