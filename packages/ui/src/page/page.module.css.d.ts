declare const classes: {
  readonly grid: string
  readonly page: string
}
export default classes
