declare const classes: {
  readonly key: string
  readonly label: string
  readonly root: string
}
export default classes
