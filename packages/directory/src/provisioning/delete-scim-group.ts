import type { DeleteScimResource } from './delete-scim-user.ts'
import type { ScimCall, Written } from './provider-call.ts'

/** Deletes a Group; its people stay, and lose the realm that it gave them. Throws ScimError 404 or 412. */
export async function deleteScimGroup(_call: ScimCall<DeleteScimResource>): Promise<Written> {
  throw new Error('Not written yet.')
}
