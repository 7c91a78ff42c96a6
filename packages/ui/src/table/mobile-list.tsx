import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import { UiLink } from '../theme/ui-link.tsx'
import classes from './mobile-list.module.css'
import { withKeys, type RowSelection } from './selection.ts'
import type { RowBehaviour } from './table-row.tsx'

export interface MobileListProps<T> extends RowBehaviour<T> {
  rows: readonly T[]
  rowKey: (row: T) => string
  label: string
  renderRow: (row: T) => ReactNode
  selection?: RowSelection<T>
}

/** Rows as list items for a phone. The whole item is the target. */
export function MobileList<T>({
  rows,
  rowKey,
  label,
  renderRow,
  selection,
  ...behaviour
}: MobileListProps<T>) {
  const { rowHref, onRowClick } = behaviour
  return (
    <ul className={classes.list} aria-label={label}>
      {rows.map((row) => (
        <li key={rowKey(row)} className={classes.item}>
          {selection ? <ItemCheck row={row} id={rowKey(row)} selection={selection} /> : null}
          <ItemBody href={rowHref?.(row)} onOpen={onRowClick ? () => onRowClick(row) : undefined}>
            {renderRow(row)}
          </ItemBody>
        </li>
      ))}
    </ul>
  )
}

function ItemCheck<T>({ row, id, selection }: { row: T; id: string; selection: RowSelection<T> }) {
  if (selection.isSelectable && !selection.isSelectable(row)) return <span className={classes.check} />
  return (
    <span className={classes.check}>
      <Checkbox
        size="sm"
        aria-label={selection.rowLabel(row)}
        checked={selection.selected.has(id)}
        onChange={(event) =>
          selection.onChange(withKeys(selection.selected, [id], event.currentTarget.checked))
        }
      />
    </span>
  )
}

interface ItemBodyProps {
  href: string | undefined
  onOpen: (() => void) | undefined
  children: ReactNode
}

function ItemBody({ href, onOpen, children }: ItemBodyProps) {
  if (href !== undefined) {
    return (
      <UiLink href={href} className={classes.target}>
        {children}
      </UiLink>
    )
  }
  if (onOpen) {
    return (
      <button type="button" className={classes.target} onClick={onOpen}>
        {children}
      </button>
    )
  }
  return <div className={classes.target}>{children}</div>
}

export interface MobileRowProps {
  title: ReactNode
  detail?: ReactNode
  /** On the right, for example a status. */
  end?: ReactNode
}

/** The two lines of one list item. */
export function MobileRow({ title, detail, end }: MobileRowProps) {
  return (
    <span className={classes.lines}>
      <span className={classes.words}>
        <span className={classes.title}>{title}</span>
        {detail ? <span className={classes.detail}>{detail}</span> : null}
      </span>
      {end ? <span className={classes.end}>{end}</span> : null}
    </span>
  )
}
