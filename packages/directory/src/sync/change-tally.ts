import { changeKind, changeOutcome, type ChangeKind, type ChangeOutcome } from '@rollcall/vocabulary'

/** What is known about the rows of a run without looking at each of them. */
export interface TallyFacts {
  /** Rows of each kind. */
  readonly kinds: Partial<Record<ChangeKind, number>>
  /** Rows with an outcome of their own. */
  readonly own: readonly { readonly kind: string; readonly outcome: string; readonly total: number }[]
  /** Rows that wait to be applied. */
  readonly pending: number
}

export interface ChangeTally extends TallyFacts {
  readonly total: number
  readonly outcomes: Partial<Record<ChangeOutcome, number>>
}

/** Rows are pending, applied, or have an outcome of their own; whatever is neither of the other two was applied. */
export function toTally(facts: TallyFacts): ChangeTally {
  const total = sum(Object.values(facts.kinds))
  const outcomes: Partial<Record<ChangeOutcome, number>> = {}
  for (const outcome of changeOutcome.options) {
    const count = sum(facts.own.filter((row) => row.outcome === outcome).map((row) => row.total))
    if (count > 0) outcomes[outcome] = count
  }
  const applied = total - sum(Object.values(outcomes)) - facts.pending
  if (facts.pending > 0) outcomes.pending = facts.pending
  if (applied > 0) outcomes.applied = applied
  return { ...facts, total, outcomes }
}

/** Rows of one kind and outcome; null when that cannot be told without counting them. */
export function totalOf(
  tally: ChangeTally,
  kind: ChangeKind | undefined,
  outcome: ChangeOutcome | undefined,
): number | null {
  if (outcome === undefined) return kind === undefined ? tally.total : (tally.kinds[kind] ?? 0)
  const all = tally.outcomes[outcome] ?? 0
  if (kind === undefined || all === 0) return all
  const own = tally.own.filter((row) => row.kind === kind)
  if (outcome !== 'pending' && outcome !== 'applied') {
    return sum(own.filter((row) => row.outcome === outcome).map((row) => row.total))
  }
  const split = (tally.outcomes.pending ?? 0) > 0 && (tally.outcomes.applied ?? 0) > 0
  return split ? null : (tally.kinds[kind] ?? 0) - sum(own.map((row) => row.total))
}

/** Kinds that the database holds were checked when they were stored. */
export function toKinds(
  rows: readonly { readonly kind: string; readonly total: number }[],
): Partial<Record<ChangeKind, number>> {
  return Object.fromEntries(rows.map((row) => [changeKind.parse(row.kind), row.total]))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
