import { Button } from '@mantine/core'
import { runId, type ChangeView } from '@rollcall/vocabulary'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Undo2 } from 'lucide-react'
import { Allowed } from '../../lib/permissions.tsx'
import { toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'

/** Plans to take back what a run did to one person. Only for what was applied and can be taken back. */
export function UndoChange({ change }: { change: ChangeView }) {
  if (change.outcome !== 'applied' || change.userId === null || change.kind === 'delete') return null
  return (
    <Allowed permission="runs.undo">
      <UndoButton change={change} userId={change.userId} />
    </Allowed>
  )
}

function UndoButton({ change, userId }: { change: ChangeView; userId: NonNullable<ChangeView['userId']> }) {
  const trpc = useTRPC()
  const navigate = useNavigate()
  const undo = useMutation(
    trpc.runs.undo.mutationOptions({
      onSuccess: ({ run }) => navigate({ to: '/sync-runs/$id', params: { id: run.id } }),
      onError: (error) => toastProblem(`The change to ${change.name} could not be taken back`, error),
    }),
  )
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<Undo2 size={14} aria-hidden />}
        aria-label={`Undo for ${change.name}`}
        loading={undo.isPending}
        onClick={() => undo.mutate({ id: toRunId(change), userId })}
      >
        Undo for this person
      </Button>
    </div>
  )
}

/** The id of a change begins with that of its run. */
function toRunId(change: ChangeView) {
  return runId.parse(change.id.split(':')[0])
}
