import type { ReactNode } from 'react'
import classes from './wizard-footer.module.css'

export interface WizardFooterProps {
  /** The choice so far, in a few words. */
  note?: string
  children: ReactNode
}

/** The way on, always in view however long the list above it is. */
export function WizardFooter({ note, children }: WizardFooterProps) {
  return (
    <div className={classes.footer}>
      <span className={classes.note}>{note}</span>
      {children}
    </div>
  )
}
