declare const classes: {
  readonly bar: string
  readonly chart: string
  readonly last: string
}
export default classes
