import { useId, type ReactNode } from 'react'
import classes from './form-section.module.css'

export interface FormSectionProps {
  title: string
  description?: ReactNode
  children: ReactNode
}

/** A titled group of fields in one column, at most 640 px wide. */
export function FormSection({ title, description, children }: FormSectionProps) {
  const titleId = useId()
  return (
    <fieldset aria-labelledby={titleId} className={classes.root}>
      <div>
        <h2 id={titleId} className={classes.title}>
          {title}
        </h2>
        {description ? <p className={classes.description}>{description}</p> : null}
      </div>
      {children}
    </fieldset>
  )
}

/** The row of buttons that ends a form; the main one comes last. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>
}
