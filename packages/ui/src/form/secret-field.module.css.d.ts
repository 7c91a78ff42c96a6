declare const classes: {
  readonly group: string
  readonly icon: string
  readonly label: string
  readonly stored: string
  readonly text: string
}
export default classes
