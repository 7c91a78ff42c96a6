declare const classes: {
  readonly notices: string
}
export default classes
