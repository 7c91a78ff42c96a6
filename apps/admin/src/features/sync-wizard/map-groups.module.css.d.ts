declare const classes: {
  readonly name: string
  readonly realm: string
  readonly row: string
  readonly rows: string
}
export default classes
