declare const classes: {
  readonly body: string
  readonly detail: string
  readonly icon: string
  readonly item: string
  readonly list: string
  readonly meta: string
  readonly text: string
}
export default classes
