import type { ReactNode } from 'react'

export interface RowSelection<T> {
  /** Keys of the chosen rows, also of rows on other pages. */
  selected: ReadonlySet<string>
  onChange: (selected: ReadonlySet<string>) => void
  /** Names one row for its checkbox: `Select Ada Lovelace`. */
  rowLabel: (row: T) => string
  /** Rows that cannot be chosen show no checkbox. */
  isSelectable?: (row: T) => boolean
  /** Buttons of the selection bar. */
  actions?: ReactNode
}

/** Keys of the rows that may be chosen. */
export function selectableKeys<T>(
  rows: readonly T[],
  rowKey: (row: T) => string,
  isSelectable: ((row: T) => boolean) | undefined,
): string[] {
  return (isSelectable ? rows.filter((row) => isSelectable(row)) : rows).map((row) => rowKey(row))
}

/** Whether none, some or all of `keys` are chosen. */
export function toSelectionState(
  keys: readonly string[],
  selected: ReadonlySet<string>,
): 'none' | 'some' | 'all' {
  const chosen = keys.filter((key) => selected.has(key)).length
  if (chosen === 0) return 'none'
  return chosen === keys.length ? 'all' : 'some'
}

/** A new set with `keys` put in or taken out. */
export function withKeys(
  selected: ReadonlySet<string>,
  keys: readonly string[],
  chosen: boolean,
): ReadonlySet<string> {
  const next = new Set(selected)
  for (const key of keys) {
    if (chosen) next.add(key)
    else next.delete(key)
  }
  return next
}
