import { ConfirmDialog } from '@rollcall/ui'
import { useBlocker } from '@tanstack/react-router'
import { isLeavingStep } from './wizard-search.ts'

export interface UnsavedGuardProps {
  dirty: boolean
  /** What would be lost, for example `the selected groups`. */
  what: string
}

/** Asks before leaving a step whose choices are not stored yet; the browser asks when the tab closes. */
export function UnsavedGuard({ dirty, what }: UnsavedGuardProps) {
  const blocker = useBlocker({
    shouldBlockFn: isLeavingStep,
    disabled: !dirty,
    withResolver: true,
    enableBeforeUnload: dirty,
  })
  const blocked = blocker.status === 'blocked'
  return (
    <ConfirmDialog
      opened={blocked}
      onClose={() => (blocked ? blocker.reset() : undefined)}
      onConfirm={() => (blocked ? blocker.proceed() : undefined)}
      title="Leave without saving?"
      confirmLabel="Leave without saving"
    >
      {`Changes to ${what} have not been saved yet and would be lost.`}
    </ConfirmDialog>
  )
}
