import { Checkbox } from '@mantine/core'
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { isBrowserClick, UiLink, useNavigate } from '../theme/ui-link.tsx'
import type { DataColumn } from './column.ts'
import { withKeys, type RowSelection } from './selection.ts'
import classes from './table.module.css'

export interface RowBehaviour<T> {
  /** Where a row leads. The first column becomes the link; the rest of the row is a larger target for the mouse. */
  rowHref?: (row: T) => string
  /** Opens a row in place, by click or Enter. Ignored when `rowHref` is given. */
  onRowClick?: (row: T) => void
  /** Marks the row whose detail is open. */
  isActive?: (row: T) => boolean
}

export interface TableRowProps<T> extends RowBehaviour<T> {
  row: T
  id: string
  columns: readonly DataColumn<T>[]
  selection?: RowSelection<T>
  /** Place in the whole table, from 1, for tables that render a part only. */
  rowIndex?: number
}

/** One row of data with its checkbox, link and keyboard behaviour. */
export function TableRow<T>(props: TableRowProps<T>) {
  const { row, id, columns, selection, rowHref, onRowClick, isActive, rowIndex } = props
  const navigate = useNavigate()
  const href = rowHref?.(row)
  const opensInPlace = href === undefined && onRowClick !== undefined
  function open(event: MouseEvent<HTMLTableRowElement>) {
    if (event.defaultPrevented || isOwnControl(event) || hasSelectedText()) return
    if (opensInPlace) onRowClick(row)
    else if (href !== undefined) followRow(event, href, navigate)
  }
  function press(event: KeyboardEvent<HTMLTableRowElement>) {
    if (event.target === event.currentTarget && event.key === 'Enter' && opensInPlace) onRowClick(row)
    else moveFocus(event)
  }
  return (
    <tr
      className={classes.row}
      data-clickable={href !== undefined || opensInPlace || undefined}
      data-selected={selection?.selected.has(id) || undefined}
      data-active={isActive?.(row) || undefined}
      aria-rowindex={rowIndex}
      tabIndex={opensInPlace ? 0 : undefined}
      onClick={open}
      onKeyDown={press}
    >
      {selection ? <CheckCell row={row} id={id} selection={selection} /> : null}
      {columns.map((column, index) => (
        <td
          key={column.id}
          className={classes.cell}
          data-align={column.align}
          data-hide-below={column.hideBelow}
          data-wrap={column.wrap}
        >
          <CellBody href={index === 0 ? href : undefined}>{column.cell(row)}</CellBody>
        </td>
      ))}
    </tr>
  )
}

function CellBody({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (href === undefined) return <>{children}</>
  return (
    <UiLink href={href} className={classes.rowLink} data-row-target>
      {children}
    </UiLink>
  )
}

function CheckCell<T>({ row, id, selection }: { row: T; id: string; selection: RowSelection<T> }) {
  const selectable = selection.isSelectable?.(row) ?? true
  return (
    <td className={classes.check}>
      {selectable ? (
        <Checkbox
          size="xs"
          aria-label={selection.rowLabel(row)}
          checked={selection.selected.has(id)}
          onChange={(event) =>
            selection.onChange(withKeys(selection.selected, [id], event.currentTarget.checked))
          }
        />
      ) : null}
    </td>
  )
}

/** Controls inside a row act for themselves. */
function isOwnControl(event: MouseEvent<HTMLElement>): boolean {
  const target = event.target
  if (!(target instanceof Element) || !event.currentTarget.contains(target)) return true
  return target.closest('a, button, input, label, select, textarea, summary, [role="menuitem"]') !== null
}

function hasSelectedText(): boolean {
  return (window.getSelection()?.toString() ?? '') !== ''
}

function followRow(event: MouseEvent, href: string, navigate: (href: string) => void) {
  if (isBrowserClick(event)) window.open(href, '_blank', 'noopener')
  else navigate(href)
}

/** Arrow keys move between rows when the focus is on a row or its link. */
function moveFocus(event: KeyboardEvent<HTMLTableRowElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const target = event.target
  const onRow =
    target === event.currentTarget || (target instanceof Element && target.matches('[data-row-target]'))
  if (!onRow) return
  const row = event.currentTarget
  const next = event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling
  const focusable = next?.querySelector<HTMLElement>('[data-row-target]') ?? next
  if (!(focusable instanceof HTMLElement)) return
  event.preventDefault()
  focusable.focus()
}
