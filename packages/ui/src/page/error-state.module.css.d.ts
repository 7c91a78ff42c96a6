declare const classes: {
  readonly fact: string
  readonly facts: string
  readonly name: string
  readonly technical: string
}
export default classes
