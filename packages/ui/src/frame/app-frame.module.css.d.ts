declare const classes: {
  readonly badge: string
  readonly brand: string
  readonly brandLink: string
  readonly burger: string
  readonly frame: string
  readonly header: string
  readonly logo: string
  readonly main: string
  readonly name: string
  readonly nav: string
  readonly navBottom: string
  readonly skip: string
  readonly tools: string
}
export default classes
