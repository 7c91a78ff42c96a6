declare const classes: {
  readonly action: string
  readonly extra: string
  readonly plate: string
  readonly root: string
  readonly text: string
  readonly title: string
}
export default classes
