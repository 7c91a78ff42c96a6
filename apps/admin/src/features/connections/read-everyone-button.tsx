import { Button } from '@mantine/core'
import { DisabledReason } from '@rollcall/ui'
import type { ConnectionView } from '@rollcall/vocabulary'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { toastDone, toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'

/** Starts a sync that reads everyone, where the next one might read changes only. */
export function ReadEveryoneButton({ connection }: { connection: ConnectionView }) {
  const trpc = useTRPC()
  const navigate = useNavigate()
  const reason = useForbiddenReason('runs.start')
  const start = useMutation(
    trpc.runs.start.mutationOptions({
      onSuccess: ({ run, started }) => {
        if (!started) toastDone('A sync of this connection is already active. Here it is.')
        return navigate({ to: '/sync-runs/$id', params: { id: run.id } })
      },
      onError: (error) => toastProblem('The sync could not be started', error),
    }),
  )
  if (connection.groupIds.length > 0 || !connection.lastRun) return null
  return (
    <DisabledReason reason={reason}>
      <Button
        variant="default"
        loading={start.isPending}
        onClick={() => start.mutate({ connectionId: connection.id, mode: 'full' })}
      >
        Read everyone now
      </Button>
    </DisabledReason>
  )
}
