import type { ScimResource } from '@rollcall/scim'
import type { ScimCall, Written } from './provider-call.ts'

export interface ReplaceScimUser {
  readonly id: string
  readonly document: ScimResource
  /** The `If-Match` header; null without one. */
  readonly ifMatch: string | null
}

/** Puts a new document in the place of a User's. Throws ScimError 404, 409 `uniqueness`, or 412 for a stale `ifMatch`. */
export async function replaceScimUser(_call: ScimCall<ReplaceScimUser>): Promise<Written> {
  throw new Error('Not written yet.')
}
