import type { PatchOperation } from '@rollcall/scim'
import type { ScimCall, Written } from './provider-call.ts'

export interface PatchScimResource {
  readonly id: string
  readonly operations: readonly PatchOperation[]
  /** The `If-Match` header; null without one. */
  readonly ifMatch: string | null
}

/** Applies the operations in their order, all or none. Throws ScimError 400, 404, 409 or 412. */
export async function patchScimUser(_call: ScimCall<PatchScimResource>): Promise<Written> {
  throw new Error('Not written yet.')
}
