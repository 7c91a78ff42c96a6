import * as z from 'zod'

export const userStatus = z.enum(['active', 'disabled'])
export type UserStatus = z.infer<typeof userStatus>

export const connectionKind = z.enum(['entra', 'scim'])
export type ConnectionKind = z.infer<typeof connectionKind>

export const runMode = z.enum(['full', 'delta'])
export type RunMode = z.infer<typeof runMode>

export const runTrigger = z.enum(['manual', 'schedule', 'undo'])
export type RunTrigger = z.infer<typeof runTrigger>

export const runStatus = z.enum([
  'queued',
  'reading',
  'planning',
  'awaiting_confirmation',
  'applying',
  'succeeded',
  'completed_with_errors',
  'failed',
  'cancelled',
])
export type RunStatus = z.infer<typeof runStatus>

/** A connection has at most one run in these states; the database holds a partial unique index over them. */
export const ACTIVE_RUN_STATUSES = [
  'queued',
  'reading',
  'planning',
  'awaiting_confirmation',
  'applying',
] as const satisfies readonly RunStatus[]

export function isActiveRun(status: RunStatus): boolean {
  return (ACTIVE_RUN_STATUSES as readonly RunStatus[]).includes(status)
}

/**
 * What one planned operation does. `leave` marks someone as gone from the directory without touching the account;
 * `create_realm` makes the realm a mapping asked for. People who already agree with the directory have no change.
 */
export const changeKind = z.enum([
  'create_realm',
  'create',
  'update',
  'disable',
  'deactivate',
  'reactivate',
  'leave',
  'conflict',
  'error',
])
export type ChangeKind = z.infer<typeof changeKind>

export const changeOutcome = z.enum(['pending', 'applied', 'stale', 'failed', 'noted'])
export type ChangeOutcome = z.infer<typeof changeOutcome>

export const leaverPolicy = z.enum(['keep', 'deactivate', 'grace'])
export type LeaverPolicy = z.infer<typeof leaverPolicy>

export const mappingMode = z.enum(['none', 'existing', 'create'])
export type MappingMode = z.infer<typeof mappingMode>

export const conflictStatus = z.enum(['open', 'linked', 'separate', 'ignored', 'resolved'])
export type ConflictStatus = z.infer<typeof conflictStatus>

/** Why a directory person could not be matched without a human. */
export const conflictReason = z.enum(['claimed_match', 'several_matches', 'shared_match'])
export type ConflictReason = z.infer<typeof conflictReason>

export const checkStatus = z.enum(['pass', 'warn', 'fail', 'skipped'])
export type CheckStatus = z.infer<typeof checkStatus>
