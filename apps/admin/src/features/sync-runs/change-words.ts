import type { ChangeKind, ChangeOutcome, ChangeView } from '@rollcall/vocabulary'

export type StateTone = 'success' | 'warning' | 'danger' | 'info' | 'neutral'

export interface ChangeLook {
  readonly word: string
  readonly tone: StateTone
}

export const CHANGE_KIND_WORDS: Record<ChangeKind, ChangeLook> = {
  create_realm: { word: 'Create realm', tone: 'info' },
  create: { word: 'Create', tone: 'success' },
  update: { word: 'Update', tone: 'info' },
  disable: { word: 'Disable', tone: 'danger' },
  deactivate: { word: 'Deactivate', tone: 'danger' },
  reactivate: { word: 'Reactivate', tone: 'success' },
  leave: { word: 'Mark as left', tone: 'warning' },
  conflict: { word: 'Needs decision', tone: 'warning' },
  error: { word: 'Error', tone: 'danger' },
  unlink: { word: 'Disable and unlink', tone: 'danger' },
  delete: { word: 'Delete', tone: 'danger' },
  delete_realm: { word: 'Delete realm', tone: 'danger' },
}

export const OUTCOME_WORDS: Record<ChangeOutcome, ChangeLook> = {
  pending: { word: 'Not done yet', tone: 'neutral' },
  applied: { word: 'Done', tone: 'success' },
  stale: { word: 'Left for the next sync', tone: 'warning' },
  failed: { word: 'Failed', tone: 'danger' },
  noted: { word: 'Noted', tone: 'neutral' },
  left_out: { word: 'Left out', tone: 'neutral' },
}

/** The kind in words. A conflict that nobody can decide is something an undo leaves as it is. */
export function toKindLook({ kind, conflictId }: Pick<ChangeView, 'kind' | 'conflictId'>): ChangeLook {
  return kind === 'conflict' && conflictId === null
    ? { word: 'Stays', tone: 'neutral' }
    : CHANGE_KIND_WORDS[kind]
}

/** The outcome as it is worth telling beside the kind; null when the kind says it already. */
export function toToldOutcome(outcome: ChangeOutcome): ChangeLook | null {
  return outcome === 'pending' || outcome === 'noted' ? null : OUTCOME_WORDS[outcome]
}

/** A realm is no person; everything else a change is about is. */
export function isAboutRealm(kind: ChangeKind): boolean {
  return kind === 'create_realm' || kind === 'delete_realm'
}
