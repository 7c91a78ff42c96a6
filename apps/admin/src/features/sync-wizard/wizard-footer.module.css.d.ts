declare const classes: {
  readonly footer: string
  readonly note: string
}
export default classes
