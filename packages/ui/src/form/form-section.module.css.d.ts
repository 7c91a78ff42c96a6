declare const classes: {
  readonly actions: string
  readonly description: string
  readonly root: string
  readonly title: string
}
export default classes
