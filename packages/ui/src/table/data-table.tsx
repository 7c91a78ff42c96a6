import { Skeleton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import type { Density } from '../form/density-switch.tsx'
import { ListSkeleton, skeletonWidth } from '../page/skeletons.tsx'
import type { DataColumn, SortState } from './column.ts'
import { MobileList } from './mobile-list.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { selectableKeys, type RowSelection } from './selection.ts'
import { TableFooter, type Pager } from './table-footer.tsx'
import { TableHead } from './table-head.tsx'
import { TableRow, type RowBehaviour } from './table-row.tsx'
import classes from './table.module.css'
import { useDataTable } from './use-data-table.ts'

export interface DataTableProps<T> extends RowBehaviour<T> {
  /** Says what the table holds, to screen readers. */
  caption: string
  columns: readonly DataColumn<T>[]
  rows: readonly T[]
  rowKey: (row: T) => string
  sort?: SortState | null
  onSortChange?: (sort: SortState) => void
  selection?: RowSelection<T>
  density?: Density
  /** Shows grey rows instead of `rows`. */
  loading?: boolean
  loadingRows?: number
  /** Shown when there are no rows: usually an `EmptyState`. */
  empty?: ReactNode
  pager?: Pager
  /** Two lines for one row at phone width; without it the table scrolls sideways there. */
  renderMobile?: (row: T) => ReactNode
}

/** A table over rows that the server filters, sorts and cuts into pages. Put it in a flush `Panel`. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { rows, loading = false, empty, pager, selection, renderMobile } = props
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false })
  const asList = phone && renderMobile !== undefined
  return (
    <div className={classes.root} aria-busy={loading || undefined}>
      {selection ? <SelectionBar selection={selection} /> : null}
      {asList ? (
        <PhoneList {...props} renderMobile={renderMobile} />
      ) : (
        <WideTable {...props} scrolls={phone ?? false} />
      )}
      {!loading && rows.length === 0 ? empty : null}
      {pager && (loading || rows.length > 0) ? <TableFooter pager={pager} /> : null}
    </div>
  )
}

function PhoneList<T>(props: DataTableProps<T> & { renderMobile: (row: T) => ReactNode }) {
  if (props.loading) return <ListSkeleton rows={props.loadingRows} />
  return <MobileList {...props} label={props.caption} renderRow={props.renderMobile} />
}

function WideTable<T>(props: DataTableProps<T> & { scrolls: boolean }) {
  const {
    caption,
    columns,
    rows,
    rowKey,
    selection,
    density = 'comfortable',
    loading,
    loadingRows = 10,
  } = props
  const table = useDataTable(props)
  const keys = selection ? selectableKeys(rows, rowKey, selection.isSelectable) : []
  const scrollArea = props.scrolls ? { tabIndex: 0, role: 'region', 'aria-label': caption } : {}
  return (
    <div className={props.scrolls ? classes.sideways : undefined} {...scrollArea}>
      <table className={classes.table} data-density={density}>
        <caption className="ui-hidden">{caption}</caption>
        <TableHead table={table} columns={columns} selection={selection} selectableKeys={keys} />
        <tbody>
          {loading ? (
            <LoadingRows count={loadingRows} columns={columns} withCheck={selection !== undefined} />
          ) : null}
          {loading
            ? null
            : table
                .getRowModel()
                .rows.map((row) => (
                  <TableRow
                    key={row.id}
                    row={row.original}
                    id={row.id}
                    columns={columns}
                    selection={selection}
                    rowHref={props.rowHref}
                    onRowClick={props.onRowClick}
                    isActive={props.isActive}
                  />
                ))}
        </tbody>
      </table>
    </div>
  )
}

interface LoadingRowsProps<T> {
  count: number
  columns: readonly DataColumn<T>[]
  withCheck: boolean
}

function LoadingRows<T>({ count, columns, withCheck }: LoadingRowsProps<T>) {
  const box = <Skeleton height={16} width={16} radius="xs" />
  return Array.from({ length: count }, (_, row) => (
    <tr key={`loading ${String(row)}`} className={classes.row}>
      {withCheck ? <td className={classes.check}>{box}</td> : null}
      {columns.map((column, index) => (
        <td key={column.id} className={classes.cell} data-hide-below={column.hideBelow}>
          <Skeleton height={12} width={`${skeletonWidth(row, index)}%`} radius="sm" />
        </td>
      ))}
    </tr>
  ))
}
