import { Button } from '@mantine/core'
import { ConfirmDialog, DisabledReason } from '@rollcall/ui'
import type { RunView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toForbiddenReason, useMay } from '../../lib/permissions.tsx'
import { toProblem } from '../../lib/problem.ts'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'

/** Ends a plan that waits, with the reason if there is one to give. */
export function RejectPlan({ run }: { run: RunView }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState(false)
  const allowed = useMay('runs.cancel')
  const reject = useMutation(trpc.runs.cancel.mutationOptions())
  async function send(reason: string) {
    const next = await reject
      .mutateAsync({ id: run.id, note: reason || undefined })
      .catch((error: unknown) => {
        throw new Error(toProblem(error).message)
      })
    queryClient.setQueryData(trpc.runs.get.queryKey({ id: run.id }), next)
    void queryClient.invalidateQueries(trpc.overview.pathFilter())
    toastDone('The plan was rejected. Nobody was changed.')
  }
  return (
    <>
      <DisabledReason reason={allowed ? null : toForbiddenReason('runs.cancel')}>
        <Button variant="default" onClick={() => setAsking(true)}>
          Reject plan
        </Button>
      </DisabledReason>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={send}
        danger={false}
        title="Reject this plan?"
        confirmLabel="Reject plan"
        reason={{
          label: 'Reason',
          description: 'Optional. Kept with the run, beside your name.',
          required: false,
          maxLength: 500,
        }}
      >
        Nobody is changed. The next {run.connectionKind === 'scim' ? 'plan' : 'sync'} compares everyone again.
      </ConfirmDialog>
    </>
  )
}
