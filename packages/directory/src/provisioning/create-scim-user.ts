import type { ScimResource } from '@rollcall/scim'
import type { ScimCall, Written } from './provider-call.ts'

/** Stores a User and brings the people here in step with it. Throws ScimError 409 `uniqueness` when its userName is taken. */
export async function createScimUser(_call: ScimCall<{ readonly document: ScimResource }>): Promise<Written> {
  throw new Error('Not written yet.')
}
