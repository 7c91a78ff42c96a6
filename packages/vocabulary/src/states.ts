import * as z from 'zod'

export const userStatus = z.enum(['active', 'disabled'])
export type UserStatus = z.infer<typeof userStatus>

export const connectionKind = z.enum(['entra', 'scim'])
export type ConnectionKind = z.infer<typeof connectionKind>

/** How a run reads: everything, what changed since the last one, or nothing because it takes another run back. */
export const runMode = z.enum(['full', 'delta', 'undo'])
export type RunMode = z.infer<typeof runMode>

export const runTrigger = z.enum(['manual', 'schedule', 'undo', 'push'])
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
 * `unlink`, `delete` and `delete_realm` occur in undo runs alone: a person made by a sync is disabled and unlinked, or
 * deleted when nobody has touched them since.
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
  'unlink',
  'delete',
  'delete_realm',
])
export type ChangeKind = z.infer<typeof changeKind>

/** `left_out`: whoever released the plan chose not to apply it. */
export const changeOutcome = z.enum(['pending', 'applied', 'stale', 'failed', 'noted', 'left_out'])
export type ChangeOutcome = z.infer<typeof changeOutcome>

export const credentialKind = z.enum(['secret', 'certificate'])
export type CredentialKind = z.infer<typeof credentialKind>

/** Who said when a credential expires. */
export const expirySource = z.enum(['typed', 'directory', 'certificate'])
export type ExpirySource = z.infer<typeof expirySource>

/** Why a schedule starts nothing until someone resumes it. */
export const schedulePauseReason = z.enum(['credentials', 'undo'])
export type SchedulePauseReason = z.infer<typeof schedulePauseReason>

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
