/** A verb was judged by rules that have changed since, and wrote nothing. Whoever called it asks for the rules again and repeats. */
export class StaleRules extends Error {
  override readonly name = 'StaleRules'

  constructor() {
    super('The rules of this connection have changed.')
  }
}
