import * as z from 'zod'
import { conflictId, connectionId, entraId, instant, realmId, runId, userId } from './ids.ts'
import { pageInput, pageOf } from './paging.ts'
import {
  userStatus,
  changeKind,
  changeOutcome,
  conflictReason,
  conflictStatus,
  connectionKind,
  runMode,
  runStatus,
  runTrigger,
} from './states.ts'
import { profileField } from './users.ts'

/**
 * Each directory person of a run is counted once, under one outcome; whoever was left out of the plan is counted nowhere
 * but in `seen`, which otherwise is the sum of all but `deactivated` and `left`. A delta counts people whom the directory
 * did not mention as skipped: they are as they were.
 * In an undo, `deactivated` counts people who are deleted, or disabled and unlinked; `conflicts` counts people and realms
 * of whom something stays, also when the rest of the same person goes back; `skipped`, those with nothing to take back.
 */
export const runCounts = z.object({
  seen: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  skipped: z.number().int(),
  disabled: z.number().int(),
  deactivated: z.number().int(),
  reactivated: z.number().int(),
  conflicts: z.number().int(),
  errors: z.number().int(),
  /** People newly marked as gone whose account is kept. Not part of `seen`. */
  left: z.number().int(),
  /** Devices, contacts and service principals met in groups. Not part of `seen`. */
  notPeople: z.number().int(),
})
export type RunCounts = z.infer<typeof runCounts>

/** Something the admin should know that stops nothing. `text` is a sentence. */
export const runWarning = z.object({
  code: z.enum([
    'nested_groups',
    'hidden_membership',
    'unreadable_items',
    'group_missing',
    'page_link_expired',
    'waited',
    'shared_email',
    'incomplete_reading',
    'empty_group',
    'changed_meanwhile',
    'delta_expired',
    'delta_unavailable',
    'undo_kept',
  ]),
  text: z.string(),
  count: z.number().int().nullable(),
})
export type RunWarning = z.infer<typeof runWarning>

/** Why a plan waits for a person. */
export const holdReason = z.object({
  code: z.enum([
    'asked_for_plan',
    'too_many_removals',
    'held_back',
    'too_many_realm_losses',
    'shrunken_reading',
    'empty_reading',
  ]),
  text: z.string(),
})
export type HoldReason = z.infer<typeof holdReason>

/** How many people one mapping gives a realm to, and takes it from. `realmId` is null until the run has made the realm. */
export const realmAccess = z.object({
  mappingId: z.uuid(),
  realmId: realmId.nullable(),
  realmName: z.string(),
  groupName: z.string(),
  gained: z.number().int(),
  lost: z.number().int(),
})
export type RealmAccess = z.infer<typeof realmAccess>

/** What a person decided about a plan that waited. */
export const planDecision = z.object({
  by: z.string(),
  at: instant,
  note: z.string().nullable(),
  /** Changes that were not to be applied. */
  leftOut: z.number().int(),
})
export type PlanDecision = z.infer<typeof planDecision>

export const runError = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().nullable(),
  evidence: z.record(z.string(), z.string()),
})
export type RunError = z.infer<typeof runError>

export const runProgress = z.object({
  phase: z.enum(['queued', 'reading', 'planning', 'waiting', 'applying', 'done']),
  done: z.number().int(),
  /** Null while unknown. */
  total: z.number().int().nullable(),
  /** Items a second in this phase; null at the start. */
  rate: z.number().nullable(),
  /** Whole seconds left in this phase; null while unknown. */
  secondsLeft: z.number().int().nullable(),
  /** "Reading people", "Microsoft asked us to wait 12 s". */
  text: z.string(),
})
export type RunProgress = z.infer<typeof runProgress>

export const runView = z.object({
  id: runId,
  connectionId,
  connectionName: z.string(),
  connectionKind,
  status: runStatus,
  mode: runMode,
  /** Why the reading was complete or not, when that was not asked for; a sentence. */
  modeNote: z.string().nullable(),
  trigger: runTrigger,
  /** The run that this one takes back, for one person or for everyone; and the latest run that took all of this one back. */
  undoOf: z.object({ runId, userId: userId.nullable() }).nullable(),
  undoneBy: runId.nullable(),
  planOnly: z.boolean(),
  counts: runCounts,
  realmsToCreate: z.array(z.string()),
  realmAccess: z.array(realmAccess),
  warnings: z.array(runWarning),
  held: holdReason.nullable(),
  /** Null while nobody has decided. */
  decision: planDecision.nullable(),
  scope: z.object({
    groups: z.array(z.object({ id: entraId, name: z.string() })),
    includeNested: z.boolean(),
    includeGuests: z.boolean(),
  }),
  /** False when any page was missing: nobody is removed then. */
  completeReading: z.boolean(),
  changeCount: z.number().int(),
  appliedCount: z.number().int(),
  progress: runProgress,
  cancelRequested: z.boolean(),
  actor: z.string(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  createdAt: instant,
  error: runError.nullable(),
})
export type RunView = z.infer<typeof runView>

/** Without a mode, a delta is read when one is possible. */
export const startRunInput = z
  .object({ mode: runMode.exclude(['undo']).optional() })
  .strict()
  .prefault({})
export type StartRunInput = z.infer<typeof startRunInput>

const decisionNote = z.string().trim().max(500)

/** Releases a waiting plan. Without `leaveOut`, all of it is applied exactly as shown. */
export const confirmRunInput = z
  .object({
    note: decisionNote.optional(),
    /** Changes that stay as they are: single ones by number, or every one of a kind. */
    leaveOut: z
      .object({
        seqs: z.array(z.number().int().min(1)).max(10_000).default([]),
        kinds: z.array(changeKind).default([]),
      })
      .optional(),
  })
  .strict()
  .prefault({})
export type ConfirmRunInput = z.infer<typeof confirmRunInput>

/** Rejects a waiting plan or stops a run. */
export const cancelRunInput = z.object({ note: decisionNote.optional() }).strict().prefault({})

/** Plans to take a run back: for everyone, or for one person. */
export const undoRunInput = z.object({ userId: userId.optional() }).strict().prefault({})

export const runListInput = pageInput.extend({
  connectionId: connectionId.optional(),
  status: runStatus.optional(),
})
export const runListing = pageOf(runView)

/** State of one person as a plan shows and applies it. Only fields that change are present. */
export const personState = z.object({
  profile: z.partialRecord(profileField, z.string().nullable()),
  status: userStatus.optional(),
  /** Marked as no longer in any directory. */
  left: z.boolean().optional(),
  linked: z.boolean().optional(),
})
export type PersonState = z.infer<typeof personState>

/** A realm a person gains or loses; `realmId` is null until the run has created the realm. */
export const realmChange = z.object({
  mappingId: z.uuid(),
  realmId: realmId.nullable(),
  realmName: z.string(),
  groupName: z.string(),
})
export type RealmChange = z.infer<typeof realmChange>

export const changeView = z.object({
  id: z.string(),
  seq: z.number().int(),
  kind: changeKind,
  userId: userId.nullable(),
  entraId: entraId.nullable(),
  name: z.string(),
  email: z.string().nullable(),
  before: personState,
  after: personState,
  realmsGained: z.array(realmChange),
  realmsLost: z.array(realmChange),
  /** A sentence: why this would happen. */
  reason: z.string(),
  outcome: changeOutcome,
  error: z.object({ message: z.string(), hint: z.string().nullable() }).nullable(),
  appliedAt: instant.nullable(),
  conflictId: conflictId.nullable(),
})
export type ChangeView = z.infer<typeof changeView>

export const changeListInput = pageInput.extend({
  kind: changeKind.optional(),
  outcome: changeOutcome.optional(),
  search: z.string().trim().max(200).optional(),
})
/** Which changes of a run a list or an export holds. */
export const changeFilter = changeListInput.omit({ cursor: true, limit: true })

export const changeListing = pageOf(changeView).extend({
  /** True when a search found more than `total`, which then is where counting ended. */
  totalIsLeast: z.boolean(),
  /** Rows of each kind in the whole run, before search and filter. */
  kinds: z.partialRecord(changeKind, z.number().int()),
  /** Rows of each outcome in the whole run, before search and filter. */
  outcomes: z.partialRecord(changeOutcome, z.number().int()),
})

export const conflictView = z.object({
  id: conflictId,
  connectionId,
  connectionName: z.string(),
  connectionKind,
  status: conflictStatus,
  reason: conflictReason,
  text: z.string(),
  person: z.object({
    /** Null for a person who was pushed: their client's id is no Entra id. */
    entraId: entraId.nullable(),
    name: z.string(),
    email: z.string().nullable(),
    userPrincipalName: z.string().nullable(),
  }),
  candidates: z.array(
    z.object({
      userId,
      name: z.string(),
      email: z.string().nullable(),
      registered: z.boolean(),
      department: z.string().nullable(),
    }),
  ),
  runId: runId.nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  createdAt: instant,
})
export type ConflictView = z.infer<typeof conflictView>

export const conflictListInput = pageInput.extend({
  connectionId: connectionId.optional(),
  status: conflictStatus.default('open'),
})
export const conflictListing = pageOf(conflictView)

/** `link` needs the user; `separate` makes a new person at the next sync; `ignore` leaves them out. */
export const decideConflictInput = z
  .object({ decision: z.enum(['link', 'separate', 'ignore']), userId: userId.optional() })
  .refine((input) => input.decision !== 'link' || !!input.userId, {
    path: ['userId'],
    error: 'Choose the person to link to.',
  })
