declare const classes: {
  readonly cell: string
  readonly check: string
  readonly footer: string
  readonly head: string
  readonly headCell: string
  readonly more: string
  readonly pageButtons: string
  readonly root: string
  readonly row: string
  readonly rowLink: string
  readonly selectionActions: string
  readonly selectionBar: string
  readonly sideways: string
  readonly sort: string
  readonly table: string
  readonly unsorted: string
  readonly viewport: string
}
export default classes
