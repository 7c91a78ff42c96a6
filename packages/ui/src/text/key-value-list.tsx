import type { ReactNode } from 'react'
import classes from './key-value-list.module.css'

export interface KeyValue {
  label: string
  value: ReactNode
  /** A short explanation under the label. */
  hint?: string
}

export interface KeyValueListProps {
  items: readonly KeyValue[]
  /** Columns on wide screens; one on a phone. */
  columns?: 1 | 2
}

/** Labelled facts as a definition list. An empty value reads "Not set". */
export function KeyValueList({ items, columns = 1 }: KeyValueListProps) {
  return (
    <dl className={classes.list} data-columns={columns}>
      {items.map((item) => (
        <div key={item.label} className={classes.pair}>
          <dt className={classes.label}>
            {item.label}
            {item.hint ? <span className={classes.hint}>{item.hint}</span> : null}
          </dt>
          <dd className={classes.value}>
            {isEmpty(item.value) ? <span className={classes.empty}>Not set</span> : item.value}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function isEmpty(value: ReactNode): boolean {
  return value === null || value === undefined || value === ''
}
