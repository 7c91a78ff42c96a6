declare const classes: {
  readonly detail: string
  readonly name: string
  readonly target: string
  readonly who: string
}
export default classes
