import { Button } from '@mantine/core'
import { ConfirmDialog, DisabledReason } from '@rollcall/ui'
import { isActiveRun, type RunView } from '@rollcall/vocabulary'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { countOf } from '../../lib/format.ts'
import { toForbiddenReason, useMay } from '../../lib/permissions.tsx'
import { toProblem } from '../../lib/problem.ts'
import { useTRPC } from '../../lib/trpc.ts'

/** Plans to take an ended run back and goes to that plan. Nothing to see while the run works or when it changed nothing. */
export function UndoRun({ run }: { run: RunView }) {
  const [asking, setAsking] = useState(false)
  const allowed = useMay('runs.undo')
  if (isActiveRun(run.status) || run.appliedCount === 0) return null
  return (
    <>
      <DisabledReason reason={allowed ? null : toForbiddenReason('runs.undo')}>
        <Button
          variant="default"
          leftSection={<Undo2 size={15} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {toLabel(run)}
        </Button>
      </DisabledReason>
      <UndoRunDialog run={run} opened={asking} onClose={() => setAsking(false)} />
    </>
  )
}

interface UndoRunDialogProps {
  run: RunView
  opened: boolean
  onClose: () => void
}

function UndoRunDialog({ run, opened, onClose }: UndoRunDialogProps) {
  const trpc = useTRPC()
  const navigate = useNavigate()
  const undo = useMutation(trpc.runs.undo.mutationOptions())
  async function plan() {
    const started = await undo.mutateAsync({ id: run.id }).catch((error: unknown) => {
      throw new Error(toProblem(error).message)
    })
    await navigate({ to: '/sync-runs/$id', params: { id: started.run.id } })
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      onConfirm={plan}
      danger={false}
      title={run.mode === 'undo' ? 'Undo this undo?' : `Undo this ${toNoun(run)} of ${run.connectionName}?`}
      confirmLabel="Plan the undo"
      losses={run.mode === 'undo' ? [] : EFFECTS}
    >
      {`You see first how its ${countOf(run.appliedCount, 'change', 'changes')} would be taken back. Nothing changes until you start it.`}
    </ConfirmDialog>
  )
}

/** What taking a sync back means, before anyone asks for it. */
const EFFECTS = [
  'People it made are deleted, or disabled and unlinked if someone has touched them since.',
  'Whatever was changed since stays, and so does everyone who has claimed since.',
  'A schedule is paused when the undo starts, because the next sync would do it all again.',
]

function toLabel(run: RunView): string {
  return run.mode === 'undo' ? 'Undo this undo' : `Undo this ${toNoun(run)}`
}

function toNoun({ connectionKind }: RunView): string {
  return connectionKind === 'scim' ? 'plan' : 'sync'
}
