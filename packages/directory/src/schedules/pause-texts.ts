import type { SchedulePauseReason } from '@rollcall/vocabulary'

/** Why a schedule starts nothing, and what to do about it. */
export const PAUSE_TEXTS = {
  credentials:
    'The directory refused our credentials several times in a row. Replace the secret or certificate, or resume once the app registration is right again.',
  undo: 'A sync was taken back. Change what made it wrong, then resume; otherwise the schedule would do it again.',
} as const satisfies Record<SchedulePauseReason, string>
