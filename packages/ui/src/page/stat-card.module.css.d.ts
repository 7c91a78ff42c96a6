declare const classes: {
  readonly card: string
  readonly extra: string
  readonly hint: string
  readonly label: string
  readonly link: string
  readonly row: string
  readonly value: string
}
export default classes
