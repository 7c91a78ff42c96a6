import { patchUser, type PatchOperation } from '@rollcall/scim'
import { changeScimUser } from './change-scim-user.ts'
import type { ScimCall, Written } from './provider-call.ts'

export interface PatchScimResource {
  readonly id: string
  readonly operations: readonly PatchOperation[]
  /** The `If-Match` header; null without one. */
  readonly ifMatch: string | null
}

/** Applies the operations in their order, all or none. Throws ScimError 400, 404, 409, 412 or 429. */
export async function patchScimUser({ input, ...call }: ScimCall<PatchScimResource>): Promise<Written> {
  const { id, ifMatch, operations } = input
  return changeScimUser({
    ...call,
    input: {
      id,
      ifMatch,
      edit(stored) {
        // With its id in it, a document lets a client echo it.
        const { resource, changed } = patchUser({ ...stored, id }, operations)
        const { id: _echoed, ...document } = resource
        return { document, changed }
      },
    },
  })
}
