declare const classes: {
  readonly code: string
  readonly copy: string
  readonly root: string
}
export default classes
