declare const classes: {
  readonly actions: string
  readonly crumb: string
  readonly crumbs: string
  readonly description: string
  readonly main: string
  readonly meta: string
  readonly root: string
  readonly row: string
  readonly title: string
  readonly titleRow: string
}
export default classes
