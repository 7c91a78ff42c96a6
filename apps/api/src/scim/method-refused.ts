import { ScimError } from '@rollcall/scim'

/** A method that is not offered at an address which others are offered at: RFC 9110 section 15.5.6. */
export class MethodRefused extends ScimError {
  /** For the `Allow` header. */
  readonly allow: string

  constructor(allow: string) {
    super(405, null, `This method is not offered here. Use ${allow.replaceAll(', ', ' or ')}.`)
    this.allow = allow
  }
}
