import { ConfirmDialog } from '@rollcall/ui'
import { useBlocker } from '@tanstack/react-router'

/** Asks before leaving a form that holds changes, inside the console and when the tab is closed. */
export function UnsavedGuard({ dirty }: { dirty: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: () => dirty,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  })
  return (
    <ConfirmDialog
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      onConfirm={() => blocker.proceed?.()}
      title="Leave without saving?"
      confirmLabel="Discard changes"
    >
      What you changed on this page is not saved yet and will be lost.
    </ConfirmDialog>
  )
}
