import { Button } from '@mantine/core'
import { formatCount } from '../text/format.ts'
import type { RowSelection } from './selection.ts'
import classes from './table.module.css'

/** Says how many rows are chosen and what can be done with them. */
export function SelectionBar<T>({ selection }: { selection: RowSelection<T> }) {
  const size = selection.selected.size
  if (size === 0) return null
  return (
    <section className={classes.selectionBar} aria-label="Selection">
      <output className="ui-tabular">{formatCount(size)} selected</output>
      <span className={classes.selectionActions}>{selection.actions}</span>
      <Button variant="subtle" size="compact-sm" fz={13} onClick={() => selection.onChange(new Set())}>
        Clear selection
      </Button>
    </section>
  )
}
