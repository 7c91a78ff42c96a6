import { invalidSyntax } from '@rollcall/scim'

export interface RequestBody {
  /** What the JSON holds; the same object each time. Throws `invalidSyntax`, also without a body. */
  read(): unknown
  /** What was read; undefined when nobody asked or it could not be. */
  readonly seen: unknown
}

/** `text` is what was sent; empty without a body. */
export function createRequestBody(text: string): RequestBody {
  let seen: unknown
  return {
    read() {
      seen ??= parse(text)
      return seen
    },
    get seen() {
      return seen
    },
  }
}

function parse(text: string): unknown {
  if (text === '') throw invalidSyntax('This request needs a body in JSON.')
  try {
    return JSON.parse(text)
  } catch {
    throw invalidSyntax('The body is not valid JSON.')
  }
}
