import { ConfirmDialog } from '@rollcall/ui'
import type { RunView } from '@rollcall/vocabulary'
import { countOf } from '../../lib/format.ts'

export interface CancelRunDialogProps {
  run: RunView
  opened: boolean
  onClose: () => void
  onConfirm: () => void
}

/** Says what stays and what is not done when a working run is stopped. */
export function CancelRunDialog({ run, opened, onClose, onConfirm }: CancelRunDialogProps) {
  const made = run.appliedCount
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      onConfirm={onConfirm}
      danger={false}
      title={`Cancel the run of ${run.connectionName}?`}
      confirmLabel="Cancel run"
    >
      {made === 0
        ? 'Nobody has been changed so far, and nobody will be.'
        : `${countOf(made, 'change', 'changes')} already made will stay. The rest is left for the next sync, which picks up where this one stops.`}
    </ConfirmDialog>
  )
}
