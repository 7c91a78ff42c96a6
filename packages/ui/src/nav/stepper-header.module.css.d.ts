declare const classes: {
  readonly body: string
  readonly description: string
  readonly label: string
  readonly link: string
  readonly list: string
  readonly mark: string
  readonly step: string
  readonly words: string
}
export default classes
