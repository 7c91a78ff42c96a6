export interface MiddleTruncateProps {
  value: string
  /** Characters kept at the start. */
  head?: number
  /** Characters kept at the end. */
  tail?: number
}

/** Shortens the middle of an identifier; returns it whole when the cut would save nothing. */
export function truncateMiddle(value: string, head: number, tail: number): string {
  if (value.length <= head + tail + 1) return value
  return `${value.slice(0, head)}…${tail > 0 ? value.slice(-tail) : ''}`
}

/** An identifier in mono type with its middle left out. Hover and screen readers get all of it. */
export function MiddleTruncate({ value, head = 10, tail = 6 }: MiddleTruncateProps) {
  const short = truncateMiddle(value, head, tail)
  if (short === value) return <span className="ui-mono">{value}</span>
  return (
    <span className="ui-mono" title={value}>
      <span aria-hidden="true">{short}</span>
      <span className="ui-hidden">{value}</span>
    </span>
  )
}
