declare const classes: {
  readonly candidate: string
  readonly candidates: string
  readonly side: string
  readonly sides: string
}
export default classes
