import type { PatchScimResource } from './patch-scim-user.ts'
import type { ScimCall, Written } from './provider-call.ts'

/** Applies the operations, members as sets: the cost follows who is named, not how many there are. Throws ScimError 400, 404, 409 or 412. */
export async function patchScimGroup(_call: ScimCall<PatchScimResource>): Promise<Written> {
  throw new Error('Not written yet.')
}
