declare const classes: {
  readonly chip: string
  readonly list: string
  readonly name: string
  readonly rest: string
}
export default classes
