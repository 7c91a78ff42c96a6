import type { RunStatus } from '@rollcall/vocabulary'

export interface StatusLook {
  tone: 'success' | 'warning' | 'danger' | 'info' | 'neutral'
  word: string
  /** True while something is going on. */
  busy: boolean
}

const LOOKS = {
  queued: { tone: 'info', word: 'Queued', busy: true },
  reading: { tone: 'info', word: 'Reading', busy: true },
  planning: { tone: 'info', word: 'Planning', busy: true },
  awaiting_confirmation: { tone: 'warning', word: 'Waiting for you', busy: false },
  applying: { tone: 'info', word: 'Applying', busy: true },
  succeeded: { tone: 'success', word: 'Succeeded', busy: false },
  completed_with_errors: { tone: 'warning', word: 'Finished with errors', busy: false },
  failed: { tone: 'danger', word: 'Failed', busy: false },
  cancelled: { tone: 'neutral', word: 'Cancelled', busy: false },
} as const satisfies Record<RunStatus, StatusLook>

export function toRunLook(status: RunStatus): StatusLook {
  return LOOKS[status]
}
