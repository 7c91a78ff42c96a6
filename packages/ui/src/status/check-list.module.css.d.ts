declare const classes: {
  readonly action: string
  readonly body: string
  readonly detail: string
  readonly head: string
  readonly hint: string
  readonly icon: string
  readonly label: string
  readonly list: string
  readonly result: string
  readonly row: string
  readonly time: string
  readonly turning: string
  readonly word: string
}
export default classes
