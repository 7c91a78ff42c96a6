import { CopyButton } from '../text/copy-button.tsx'
import classes from './code-block.module.css'

export interface CodeBlockProps {
  /** Text shown as it is; long lines wrap. */
  code: string
  /** What it is, for the copy button: `Copy <label>`. */
  label: string
}

/** Preformatted text on its own plate, with a copy button. */
export function CodeBlock({ code, label }: CodeBlockProps) {
  return (
    <div className={classes.root}>
      <pre className={classes.code}>{code}</pre>
      <span className={classes.copy}>
        <CopyButton value={code} label={`Copy ${label}`} />
      </span>
    </div>
  )
}
