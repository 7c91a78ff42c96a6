import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import classes from './details.module.css'

export interface DetailsProps {
  children: ReactNode
  /** The word to press. */
  label?: string
  defaultOpen?: boolean
}

/** Folds away what only some readers need. */
export function Details({ children, label = 'Details', defaultOpen = false }: DetailsProps) {
  return (
    <details className={classes.root} open={defaultOpen}>
      <summary className={classes.summary}>
        <ChevronRight size={14} aria-hidden className={classes.chevron} />
        {label}
      </summary>
      <div className={classes.content}>{children}</div>
    </details>
  )
}
