import { ERROR_URN } from './urns.ts'

/** The words of RFC 7644, table 9. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidVers'
  | 'sensitive'

/** The only error that bytes from outside can cause here. `detail` is for the person who reads the client's log. */
export class ScimError extends Error {
  override readonly name = 'ScimError'
  readonly status: number
  readonly scimType: ScimType | null
  readonly detail: string

  constructor(status: number, scimType: ScimType | null, detail: string) {
    super(detail)
    this.status = status
    this.scimType = scimType
    this.detail = detail
  }
}

/** RFC 7644 section 3.12: the status is text, and a type that is not there is left out. */
export interface ScimErrorBody {
  readonly schemas: readonly [typeof ERROR_URN]
  readonly status: string
  readonly scimType?: ScimType
  readonly detail: string
}

export function toErrorBody(error: ScimError): ScimErrorBody {
  return {
    schemas: [ERROR_URN],
    status: String(error.status),
    ...(error.scimType === null ? {} : { scimType: error.scimType }),
    detail: error.detail,
  }
}

export function invalidSyntax(detail: string): ScimError {
  return new ScimError(400, 'invalidSyntax', detail)
}

export function invalidValue(detail: string): ScimError {
  return new ScimError(400, 'invalidValue', detail)
}

export function invalidFilter(detail: string): ScimError {
  return new ScimError(400, 'invalidFilter', detail)
}

export function invalidPath(detail: string): ScimError {
  return new ScimError(400, 'invalidPath', detail)
}

export function noTarget(detail: string): ScimError {
  return new ScimError(400, 'noTarget', detail)
}

export function mutability(detail: string): ScimError {
  return new ScimError(400, 'mutability', detail)
}

export function tooLarge(detail: string): ScimError {
  return new ScimError(413, null, detail)
}

const QUOTED_CHARACTERS = 80

/** A piece of what was sent, short and escaped, for a `detail`. */
export function quote(text: string): string {
  return JSON.stringify(text.length > QUOTED_CHARACTERS ? `${text.slice(0, QUOTED_CHARACTERS)}…` : text)
}
