declare const classes: {
  readonly actions: string
  readonly content: string
  readonly description: string
  readonly flush: string
  readonly footer: string
  readonly panel: string
  readonly panelHead: string
  readonly section: string
  readonly sectionHead: string
  readonly title: string
  readonly words: string
}
export default classes
