import {
  createColumnHelper,
  getCoreRowModel,
  useReactTable,
  type ColumnDef,
  type Table,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import { toNextSort, type DataColumn, type SortState } from './column.ts'

export interface TableModelInput<T> {
  columns: readonly DataColumn<T>[]
  rows: readonly T[]
  rowKey: (row: T) => string
  sort?: SortState | null
  onSortChange?: (sort: SortState) => void
}

/** A TanStack table over rows the server has already sorted and cut. Column ids are the sort keys. */
export function useDataTable<T>(input: TableModelInput<T>): Table<T> {
  const { columns, rows, rowKey, sort, onSortChange } = input
  const definitions = useMemo(() => columns.map((column) => toDefinition(column)), [columns])
  const data = useMemo(() => [...rows], [rows])
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by the compiler
  return useReactTable<T>({
    data,
    columns: definitions,
    getCoreRowModel: getCoreRowModel(),
    getRowId: rowKey,
    manualSorting: true,
    enableSortingRemoval: false,
    enableSorting: onSortChange !== undefined,
    state: { sorting: toSorting(columns, sort) },
    onSortingChange: (updater) => {
      const current = toSorting(columns, sort)
      const pressed = (typeof updater === 'function' ? updater(current) : updater)[0]
      const key = columns.find((column) => column.id === pressed?.id)?.sortKey
      if (key !== undefined) onSortChange?.(toNextSort(sort, key))
    },
  })
}

function toDefinition<T>(column: DataColumn<T>): ColumnDef<T, T> {
  return createColumnHelper<T>().accessor((row) => row, {
    id: column.id,
    header: column.header,
    enableSorting: column.sortKey !== undefined,
    sortDescFirst: false,
    cell: ({ row }) => column.cell(row.original),
  })
}

function toSorting<T>(columns: readonly DataColumn<T>[], sort: SortState | null | undefined) {
  const column = sort ? columns.find((candidate) => candidate.sortKey === sort.key) : undefined
  return sort && column ? [{ id: column.id, desc: sort.direction === 'desc' }] : []
}
