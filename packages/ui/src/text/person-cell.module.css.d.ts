declare const classes: {
  readonly avatar: string
  readonly detail: string
  readonly first: string
  readonly lines: string
  readonly link: string
  readonly name: string
  readonly root: string
}
export default classes
