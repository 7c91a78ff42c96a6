declare const classes: {
  readonly badge: string
  readonly busy: string
  readonly word: string
}
export default classes
