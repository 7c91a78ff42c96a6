declare const classes: {
  readonly count: string
  readonly line: string
  readonly segment: string
  readonly segments: string
  readonly tab: string
}
export default classes
