import { CopyButton } from '@rollcall/ui'
import classes from './fingerprint.module.css'

export interface FingerprintProps {
  /** Groups of four, separated by spaces. */
  value: string
  label: string
}

/** A wallet's fingerprint, large and in groups, so that two people can compare it aloud. */
export function Fingerprint({ value, label }: FingerprintProps) {
  return (
    <div className={classes.root}>
      <div className={classes.head}>
        <span className={classes.label}>{label}</span>
        <CopyButton value={value} label={`Copy ${label.toLowerCase()}`} />
      </div>
      <p className={classes.groups}>
        {value.split(' ').map((group, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- groups may repeat and never move
          <span key={index}>{group} </span>
        ))}
      </p>
    </div>
  )
}
