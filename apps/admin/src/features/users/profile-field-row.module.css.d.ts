declare const classes: {
  readonly directoryHead: string
  readonly heads: string
  readonly marks: string
  readonly note: string
  readonly row: string
  readonly side: string
  readonly value: string
}
export default classes
