declare const classes: {
  readonly after: string
  readonly arrow: string
  readonly before: string
  readonly empty: string
  readonly label: string
  readonly root: string
  readonly side: string
  readonly values: string
}
export default classes
