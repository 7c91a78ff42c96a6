import type { ReactNode } from 'react'

export type Breakpoint = 'sm' | 'md' | 'lg' | 'xl'

export interface DataColumn<T> {
  /** Unique in the table. */
  id: string
  /** The words in the header row. */
  header: string
  /** Hides the header's words from the eye, for columns of buttons. */
  headerHidden?: boolean
  cell: (row: T) => ReactNode
  /** Key sent to `onSortChange`; without it the column cannot be sorted. */
  sortKey?: string
  /** Pixels, or any CSS width. */
  width?: number | string
  align?: 'left' | 'right' | 'center'
  /** Leaves the column out on screens narrower than 640, 960, 1200 or 1440 px. */
  hideBelow?: Breakpoint
  /** Lets text run over several lines; otherwise it is cut at the end. */
  wrap?: boolean
}

export interface SortState {
  key: string
  direction: 'asc' | 'desc'
}

/** The sort after pressing a header: ascending first, then the other way round. */
export function toNextSort(sort: SortState | null | undefined, key: string): SortState {
  return { key, direction: sort?.key === key && sort.direction === 'asc' ? 'desc' : 'asc' }
}
