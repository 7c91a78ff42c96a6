declare const classes: {
  readonly block: string
  readonly cards: string
  readonly cell: string
  readonly halves: string
  readonly header: string
  readonly listRow: string
  readonly page: string
  readonly row: string
  readonly table: string
}
export default classes
