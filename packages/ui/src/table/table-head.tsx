import { Checkbox } from '@mantine/core'
import type { Header, Table } from '@tanstack/react-table'
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import type { DataColumn } from './column.ts'
import { toSelectionState, withKeys, type RowSelection } from './selection.ts'
import classes from './table.module.css'

export interface TableHeadProps<T> {
  table: Table<T>
  columns: readonly DataColumn<T>[]
  selection?: RowSelection<T>
  /** Keys of the rows on this page that may be chosen. */
  selectableKeys?: readonly string[]
}

/** The header row: names, sort buttons, and the checkbox that chooses the whole page. */
export function TableHead<T>({ table, columns, selection, selectableKeys = [] }: TableHeadProps<T>) {
  const headers = table.getFlatHeaders()
  return (
    <thead className={classes.head}>
      <tr>
        {selection ? (
          <th scope="col" className={classes.check}>
            <PageCheckbox selection={selection} keys={selectableKeys} />
          </th>
        ) : null}
        {columns.map((column, index) => (
          <HeadCell key={column.id} column={column} header={headers[index]} />
        ))}
      </tr>
    </thead>
  )
}

function PageCheckbox<T>({ selection, keys }: { selection: RowSelection<T>; keys: readonly string[] }) {
  const state = toSelectionState(keys, selection.selected)
  return (
    <Checkbox
      size="xs"
      aria-label="Select all rows shown"
      checked={state === 'all'}
      indeterminate={state === 'some'}
      disabled={keys.length === 0}
      onChange={(event) =>
        selection.onChange(withKeys(selection.selected, keys, event.currentTarget.checked))
      }
    />
  )
}

interface HeadCellProps<T> {
  column: DataColumn<T>
  header: Header<T, unknown> | undefined
}

function HeadCell<T>({ column, header }: HeadCellProps<T>) {
  const sorted = header?.column.getIsSorted() ?? false
  const sortable = header?.column.getCanSort() ?? false
  return (
    <th
      scope="col"
      className={classes.headCell}
      style={{ width: column.width }}
      data-align={column.align}
      data-hide-below={column.hideBelow}
      aria-sort={toAriaSort(sorted)}
    >
      {sortable ? (
        <button type="button" className={classes.sort} onClick={header?.column.getToggleSortingHandler()}>
          {column.header}
          <SortIcon sorted={sorted} />
        </button>
      ) : (
        <span className={column.headerHidden ? 'ui-hidden' : undefined}>{column.header}</span>
      )}
    </th>
  )
}

function toAriaSort(sorted: false | 'asc' | 'desc') {
  if (sorted === false) return undefined
  return sorted === 'asc' ? 'ascending' : 'descending'
}

function SortIcon({ sorted }: { sorted: false | 'asc' | 'desc' }) {
  if (sorted === 'asc') return <ArrowUp size={14} aria-hidden />
  if (sorted === 'desc') return <ArrowDown size={14} aria-hidden />
  return <ChevronsUpDown size={14} aria-hidden className={classes.unsorted} />
}
