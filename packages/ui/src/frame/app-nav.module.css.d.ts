declare const classes: {
  readonly badge: string
  readonly heading: string
  readonly item: string
  readonly label: string
  readonly list: string
  readonly section: string
}
export default classes
