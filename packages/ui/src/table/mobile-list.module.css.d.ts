declare const classes: {
  readonly check: string
  readonly detail: string
  readonly end: string
  readonly item: string
  readonly lines: string
  readonly list: string
  readonly target: string
  readonly title: string
  readonly words: string
}
export default classes
