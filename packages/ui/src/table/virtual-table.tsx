import { useMediaQuery } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, type CSSProperties, type ReactNode } from 'react'
import type { Density } from '../form/density-switch.tsx'
import { formatCount } from '../text/format.ts'
import type { DataColumn, SortState } from './column.ts'
import { SelectionBar } from './selection-bar.tsx'
import { selectableKeys, type RowSelection } from './selection.ts'
import { TableHead } from './table-head.tsx'
import { TableRow, type RowBehaviour } from './table-row.tsx'
import classes from './table.module.css'
import { useDataTable } from './use-data-table.ts'

export interface VirtualTableProps<T> extends RowBehaviour<T> {
  caption: string
  columns: readonly DataColumn<T>[]
  /** Rows loaded so far; a hundred thousand are fine. */
  rows: readonly T[]
  rowKey: (row: T) => string
  sort?: SortState | null
  onSortChange?: (sort: SortState) => void
  selection?: RowSelection<T>
  density?: Density
  /** Greatest height of the scrolling area, which fewer rows do not fill: pixels or any CSS length. */
  height?: number | string
  /** Height of each row in pixels, when the density's is too small for what it shows; the second one at phone width. */
  rowHeight?: number
  mobileRowHeight?: number
  /** All rows there are, when more than the loaded ones. */
  total?: number
  /** True when there are rows beyond `total`, which then is only where counting ended. */
  totalIsLeast?: boolean
  /** Called when the reader scrolls close to the last loaded row. */
  onNearEnd?: () => void
  empty?: ReactNode
  /** Two lines for one row at phone width, in place of the columns. */
  renderMobile?: (row: T) => ReactNode
}

const ROW_HEIGHT: Record<Density, number> = { comfortable: 56, compact: 42 }
const HEAD_HEIGHT = 41
const NEAR_END_ROWS = 20

/** The header needs a table model; the rows are picked by the virtualizer. */
const noRows: readonly never[] = []

/** A table that renders only the rows in view. Rows have one fixed height; their text must fit it. */
export function VirtualTable<T>(props: VirtualTableProps<T>) {
  const { columns, density, rowHeight } = useScreenColumns(props)
  const { rows, selection, height = 560, total = rows.length, totalIsLeast = false, empty } = props
  const viewport = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by the compiler
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const visible = virtualizer.getVirtualItems()
  useNearEnd(visible.at(-1)?.index, rows.length, totalIsLeast ? Infinity : total, props.onNearEnd)
  if (rows.length === 0) return <>{empty}</>
  const before = visible[0]?.start ?? 0
  const after = virtualizer.getTotalSize() - (visible.at(-1)?.end ?? 0)
  return (
    <div className={classes.root}>
      {selection ? <SelectionBar selection={selection} /> : null}
      <div
        ref={viewport}
        className={classes.viewport}
        style={toViewportStyle(rows.length, rowHeight, height)}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard must reach what scrolls
        tabIndex={0}
      >
        <VirtualRows
          {...props}
          columns={columns}
          density={density}
          total={total}
          before={before}
          after={after}
          visible={visible}
        />
      </div>
      <div className={classes.more}>{toLoaded(rows.length, total, totalIsLeast)}</div>
    </div>
  )
}

/** As high as the rows need and the page allows; the row height reaches the style sheet as a variable. */
function toViewportStyle(rows: number, rowHeight: number, height: number | string): CSSProperties {
  const most = typeof height === 'number' ? `${height}px` : height
  const variables: Record<string, string> = { '--ui-row-height': `${rowHeight}px` }
  return { ...variables, height: `min(${HEAD_HEIGHT + rows * rowHeight}px, ${most})` }
}

/** `200 of 12,480 loaded`, `3 rows`. */
export function toLoaded(loaded: number, total: number, totalIsLeast: boolean): string {
  if (totalIsLeast) {
    const least = formatCount(Math.max(loaded, total))
    return `${formatCount(loaded)} of more than ${least} loaded`
  }
  if (loaded < total) return `${formatCount(loaded)} of ${formatCount(total)} loaded`
  return total === 1 ? '1 row' : `${formatCount(total)} rows`
}

interface VirtualRowsProps<T> extends VirtualTableProps<T> {
  total: number
  /** Height of the rows left out above and below, in pixels. */
  before: number
  after: number
  visible: readonly { index: number }[]
}

function VirtualRows<T>(props: VirtualRowsProps<T>) {
  const { caption, columns, rows, rowKey, selection, density, total, before, after, visible } = props
  const table = useDataTable({ ...props, rows: noRows })
  const isSelectable = selection?.isSelectable
  const keys = useMemo(() => selectableKeys(rows, rowKey, isSelectable), [rows, rowKey, isSelectable])
  return (
    <table
      className={classes.table}
      data-density={density}
      aria-rowcount={props.totalIsLeast ? -1 : total + 1}
    >
      <caption className="ui-hidden">{caption}</caption>
      <TableHead table={table} columns={columns} selection={selection} selectableKeys={keys} />
      <tbody>
        <Spacer height={before} />
        {visible.map(({ index }) => {
          const row = rows[index]
          if (row === undefined) return null
          const key = rowKey(row)
          return (
            <TableRow
              key={key}
              row={row}
              id={key}
              rowIndex={index + 2}
              columns={columns}
              selection={selection}
              rowHref={props.rowHref}
              onRowClick={props.onRowClick}
              isActive={props.isActive}
            />
          )
        })}
        <Spacer height={after} />
      </tbody>
    </table>
  )
}

function Spacer({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden="true" style={{ height }} /> : null
}

/** On a phone one column holds the two-line form of the row. */
function useScreenColumns<T>(props: VirtualTableProps<T>) {
  const { columns, density = 'compact', renderMobile, caption, rowHeight, mobileRowHeight } = props
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false })
  return useMemo(() => {
    if (!phone || !renderMobile) return { columns, density, rowHeight: rowHeight ?? ROW_HEIGHT[density] }
    const column = { id: 'row', header: caption, cell: renderMobile }
    return {
      columns: [column],
      density: 'comfortable' as const,
      rowHeight: mobileRowHeight ?? ROW_HEIGHT.comfortable,
    }
  }, [phone, renderMobile, columns, density, caption, rowHeight, mobileRowHeight])
}

function useNearEnd(
  last: number | undefined,
  loaded: number,
  total: number,
  onNearEnd: (() => void) | undefined,
) {
  const near = last !== undefined && last >= loaded - NEAR_END_ROWS && loaded < total
  useEffect(() => {
    if (near) onNearEnd?.()
    // oxlint-disable-next-line react/exhaustive-deps -- asks once per loaded page, not once per render
  }, [near, loaded])
}
