import { undoCreation } from './undo-creation.ts'
import { undoUpdate } from './undo-update.ts'
import {
  toKept,
  type PlannedUndo,
  type PresentPerson,
  type UndoFacts,
  type UndoneChange,
} from './undone-change.ts'

/**
 * What takes one applied change back (data model and sync rules, section 4): at most one row that changes something and
 * one that says what stays. Total, no I/O, no clock. Only what that change did is taken back; whatever became different
 * since stays, and so does everyone who has claimed since. `present` is null for someone who is no longer here.
 */
export function planUndoOf(
  change: UndoneChange,
  present: PresentPerson | null,
  facts: UndoFacts,
): PlannedUndo[] {
  if (change.kind === 'delete') return [toKept(change, null, [DELETED_BY_UNDO])]
  if (present === null) return change.kind === 'create' ? [] : [toKept(change, null, [DELETED_SINCE])]
  if (present.registered && change.before.registered !== true) {
    return [toKept(change, present, [CLAIMED_SINCE])]
  }
  if (present.link === 'other') return [toKept(change, present, [LINKED_ELSEWHERE])]
  if (present.link === 'unknown') return [toKept(change, present, [UNKNOWN_RECORD])]
  return change.kind === 'create' ? undoCreation(change, present) : undoUpdate(change, present, facts)
}

const DELETED_BY_UNDO =
  'This person was deleted then, and a deleted account cannot be brought back. The next sync makes a new one if the directory still has the person.'
const DELETED_SINCE = 'This person was deleted after that sync, so there is nothing to take back.'
const CLAIMED_SINCE =
  'This person has claimed the account since that sync, so everything about them stays as it is.'
const LINKED_ELSEWHERE =
  'The directory account is linked to someone else since that sync, so this person stays as they are.'
const UNKNOWN_RECORD = 'The directory account is no longer known here, so this person stays as they are.'
