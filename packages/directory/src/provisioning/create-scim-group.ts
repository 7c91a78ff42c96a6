import type { ScimResource } from '@rollcall/scim'
import type { ScimCall, Written } from './provider-call.ts'

export interface CreateScimGroup {
  /** Without members. */
  readonly document: ScimResource
  readonly memberIds: readonly string[]
}

/** Stores a Group with its members. Throws ScimError 409 `uniqueness`, or 400 `invalidValue` for an unknown member. */
export async function createScimGroup(_call: ScimCall<CreateScimGroup>): Promise<Written> {
  throw new Error('Not written yet.')
}
