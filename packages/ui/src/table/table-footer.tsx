import { Button } from '@mantine/core'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { formatCount } from '../text/format.ts'
import classes from './table.module.css'

export interface Pager {
  /** Place of the first row shown, from 1. */
  from: number
  /** Place of the last row shown. */
  to: number
  /** All rows; leave out when the server does not count. */
  total?: number
  /** True when there are rows beyond `total`, which then is only where counting ended. */
  totalIsLeast?: boolean
  /** Left out on the first page. */
  onPrevious?: () => void
  /** Left out on the last page. */
  onNext?: () => void
}

/** `1-50 of 12,480` with the ways back and on. */
export function TableFooter({ pager }: { pager: Pager }) {
  return (
    <nav className={classes.footer} aria-label="Pages">
      <output className="ui-tabular">{toRange(pager)}</output>
      <span className={classes.pageButtons}>
        <Button
          variant="default"
          size="xs"
          leftSection={<ChevronLeft size={14} aria-hidden />}
          disabled={!pager.onPrevious}
          onClick={pager.onPrevious}
        >
          Previous
        </Button>
        <Button
          variant="default"
          size="xs"
          rightSection={<ChevronRight size={14} aria-hidden />}
          disabled={!pager.onNext}
          onClick={pager.onNext}
        >
          Next
        </Button>
      </span>
    </nav>
  )
}

/** The words of the footer for one page. */
export function toRange({ from, to, total, totalIsLeast = false }: Pager): string {
  if (total === 0 || to < from) return 'No rows'
  const range = `${formatCount(from)}-${formatCount(to)}`
  return total === undefined ? range : `${range} of ${formatCount(Math.max(total, to), totalIsLeast)}`
}
