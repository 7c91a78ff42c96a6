import { CopyButton } from './copy-button.tsx'
import classes from './copy-field.module.css'
import { MiddleTruncate } from './middle-truncate.tsx'

export interface CopyFieldProps {
  value: string
  /** What the value is, for example `Object ID`; also names the copy button. */
  label: string
  /** `inline` (default) for tables and lists; `boxed` is a full-width field with its label above. */
  display?: 'inline' | 'boxed'
  head?: number
  tail?: number
}

/** An identifier or address in mono type that can be copied with one press. */
export function CopyField({ value, label, display = 'inline', head, tail }: CopyFieldProps) {
  const button = <CopyButton value={value} label={`Copy ${label}`} />
  if (display === 'inline') {
    return (
      <span className={classes.inline}>
        <MiddleTruncate value={value} head={head} tail={tail} />
        {button}
      </span>
    )
  }
  return (
    <div className={classes.boxed}>
      <span className={classes.label}>{label}</span>
      <span className={classes.box}>
        <span className={classes.value} title={value}>
          {value}
        </span>
        {button}
      </span>
    </div>
  )
}
