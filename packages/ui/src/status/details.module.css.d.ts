declare const classes: {
  readonly chevron: string
  readonly content: string
  readonly root: string
  readonly summary: string
}
export default classes
