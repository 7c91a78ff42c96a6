declare const classes: {
  readonly item: string
  readonly list: string
  readonly words: string
}
export default classes
