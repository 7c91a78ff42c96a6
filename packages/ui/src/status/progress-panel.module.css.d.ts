declare const classes: {
  readonly bar: string
  readonly count: string
  readonly counts: string
  readonly foot: string
  readonly head: string
  readonly moving: string
  readonly root: string
  readonly track: string
}
export default classes
