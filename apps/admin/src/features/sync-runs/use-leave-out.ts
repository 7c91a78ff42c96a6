import type { RunView } from '@rollcall/vocabulary'
import { useReducer } from 'react'
import { useMay } from '../../lib/permissions.tsx'
import { NOTHING_LEFT_OUT, reduceLeaveOut, type LeaveOut, type LeaveOutStep } from './leave-out.ts'

export interface LeaveOutChoice {
  readonly state: LeaveOut
  readonly take: (step: LeaveOutStep) => void
}

/** What the reader leaves out of a plan that waits; null where there is nothing to choose. */
export function useLeaveOut(run: RunView): LeaveOutChoice | null {
  const [state, take] = useReducer(reduceLeaveOut, NOTHING_LEFT_OUT)
  const mayConfirm = useMay('runs.confirm')
  return run.status === 'awaiting_confirmation' && mayConfirm ? { state, take } : null
}
