declare const classes: {
  readonly box: string
  readonly boxed: string
  readonly inline: string
  readonly label: string
  readonly value: string
}
export default classes
