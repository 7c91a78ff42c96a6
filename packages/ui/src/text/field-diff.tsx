import { ArrowRight } from 'lucide-react'
import { toDiffParts } from './diff-parts.ts'
import classes from './field-diff.module.css'

export interface FieldDiffProps {
  /** Name of the field; leave out when a column header already says it. */
  label?: string
  before: string | null | undefined
  after: string | null | undefined
  /** Keeps label and values on one line, cut at the end; for rows of a fixed height. */
  inline?: boolean
}

/** One field's change: old value, arrow, new value, with only the changed part marked. */
export function FieldDiff({ label, before, after, inline = false }: FieldDiffProps) {
  const parts = toDiffParts(before ?? '', after ?? '')
  return (
    <div className={classes.root} data-inline={inline || undefined}>
      {label ? <span className={classes.label}>{label}</span> : null}
      <span className={classes.values}>
        <span className={classes.side}>
          <span className="ui-hidden">Before: </span>
          <OneSide
            text={before}
            prefix={parts.prefix}
            changed={parts.before}
            suffix={parts.suffix}
            kind="before"
          />
        </span>
        <ArrowRight size={14} aria-hidden className={classes.arrow} />
        <span className={classes.side}>
          <span className="ui-hidden">After: </span>
          <OneSide
            text={after}
            prefix={parts.prefix}
            changed={parts.after}
            suffix={parts.suffix}
            kind="after"
          />
        </span>
      </span>
    </div>
  )
}

interface OneSideProps {
  text: string | null | undefined
  prefix: string
  changed: string
  suffix: string
  kind: 'before' | 'after'
}

function OneSide({ text, prefix, changed, suffix, kind }: OneSideProps) {
  if (text === null || text === undefined || text === '') return <em className={classes.empty}>empty</em>
  const Mark = kind === 'before' ? 'del' : 'ins'
  return (
    <>
      {prefix}
      {changed ? <Mark className={kind === 'before' ? classes.before : classes.after}>{changed}</Mark> : null}
      {suffix}
    </>
  )
}
