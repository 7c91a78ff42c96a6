import type { ChangeKind, ChangeOutcome, ConfirmRunInput } from '@rollcall/vocabulary'

/** What the reader of a plan chose to leave as it is: single changes, and every change of a kind. */
export interface LeaveOut {
  /** Kind of each single change, by its number. */
  readonly changes: ReadonlyMap<number, ChangeKind>
  readonly kinds: ReadonlySet<ChangeKind>
}

export const NOTHING_LEFT_OUT: LeaveOut = { changes: new Map(), kinds: new Set() }

export type LeaveOutStep =
  | { readonly type: 'change'; readonly seq: number; readonly kind: ChangeKind; readonly applied: boolean }
  | { readonly type: 'kind'; readonly kind: ChangeKind; readonly applied: boolean }
  | { readonly type: 'nothing' }

/** A kind that is left out as a whole takes its single choices with it, and gives none of them back. */
export function reduceLeaveOut(state: LeaveOut, step: LeaveOutStep): LeaveOut {
  if (step.type === 'nothing') return NOTHING_LEFT_OUT
  if (step.type === 'change') {
    const changes = new Map(state.changes)
    if (step.applied) changes.delete(step.seq)
    else changes.set(step.seq, step.kind)
    return { ...state, changes }
  }
  const kinds = new Set(state.kinds)
  if (step.applied) kinds.delete(step.kind)
  else kinds.add(step.kind)
  return { kinds, changes: new Map([...state.changes].filter(([, kind]) => kind !== step.kind)) }
}

/** Kinds that change nobody, and realms, which come with the people who gain them. */
const FIXED: readonly ChangeKind[] = ['conflict', 'error', 'create_realm']

export function isLeavable(change: { readonly kind: ChangeKind; readonly outcome: ChangeOutcome }): boolean {
  return change.outcome === 'pending' && !FIXED.includes(change.kind)
}

/** Kinds of a plan that can be left out as a whole. */
export function toLeavableKinds(kinds: Partial<Record<ChangeKind, number>>): ChangeKind[] {
  return toKinds(kinds).filter((kind) => !FIXED.includes(kind) && (kinds[kind] ?? 0) > 0)
}

/** The keys of such a record are kinds by its type; `Object.keys` only says text. */
function toKinds(kinds: Partial<Record<ChangeKind, number>>): ChangeKind[] {
  return Object.keys(kinds) as ChangeKind[]
}

export function isLeftOut(
  state: LeaveOut,
  change: { readonly seq: number; readonly kind: ChangeKind },
): boolean {
  return state.kinds.has(change.kind) || state.changes.has(change.seq)
}

/** How many changes that is, by the plan's rows of each kind. */
export function countLeftOut(state: LeaveOut, kinds: Partial<Record<ChangeKind, number>>): number {
  return [...state.kinds].reduce((sum, kind) => sum + (kinds[kind] ?? 0), state.changes.size)
}

/** What the server is told; undefined when everything is applied. */
export function toLeaveOutInput(state: LeaveOut): ConfirmRunInput['leaveOut'] {
  if (state.changes.size === 0 && state.kinds.size === 0) return undefined
  return { seqs: [...state.changes.keys()], kinds: [...state.kinds] }
}
