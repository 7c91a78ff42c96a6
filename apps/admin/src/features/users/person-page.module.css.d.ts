declare const classes: {
  readonly columns: string
  readonly next: string
  readonly main: string
  readonly side: string
}
export default classes
