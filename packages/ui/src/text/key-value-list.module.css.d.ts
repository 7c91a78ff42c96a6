declare const classes: {
  readonly empty: string
  readonly hint: string
  readonly label: string
  readonly list: string
  readonly pair: string
  readonly value: string
}
export default classes
