declare const classes: {
  readonly icon: string
  readonly root: string
  readonly title: string
}
export default classes
