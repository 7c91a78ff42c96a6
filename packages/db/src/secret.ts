import { inspect } from 'node:util'

const HIDDEN = '[secret]'

/** Text that no log, JSON body or error message shows by accident; `reveal()` is the one way to it. */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  reveal(): string {
    return this.#text
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  [inspect.custom](): string {
    return HIDDEN
  }
}
