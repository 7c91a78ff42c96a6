import { Button } from '@mantine/core'
import { DisabledReason } from '@rollcall/ui'
import type { RunView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { RefreshCw } from 'lucide-react'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { toastProblem } from '../../lib/toasts.tsx'
import { useTRPC, useTRPCClient } from '../../lib/trpc.ts'

/** Makes a new plan of the same connection. One that still waits describes the past, so it is rejected first. */
export function PlanAgain({ run }: { run: RunView }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const forbidden = useForbiddenReason('runs.start')
  const again = useMutation({
    mutationFn: async () => {
      if (run.status === 'awaiting_confirmation')
        await client.runs.cancel.mutate({ id: run.id, note: 'A new plan takes its place.' })
      return client.runs.start.mutate({ connectionId: run.connectionId, planOnly: true })
    },
    onSuccess: async ({ run: next }) => {
      await navigate({ to: '/sync-runs/$id', params: { id: next.id } })
      await queryClient.invalidateQueries(trpc.runs.list.pathFilter())
    },
    onError: (error) => toastProblem('The plan could not be started', error),
  })
  return (
    <DisabledReason reason={forbidden}>
      <Button
        variant="default"
        leftSection={<RefreshCw size={15} aria-hidden />}
        loading={again.isPending}
        onClick={() => again.mutate()}
      >
        Plan again
      </Button>
    </DisabledReason>
  )
}
